namespace Reconvene.Server.Recordings;

/// <summary>What an event named: the instance to look up at Zoom. Nothing else of the event is believed.</summary>
/// <param name="Connection">The connection it is looked up with.</param>
/// <param name="MeetingUuid">The instance.</param>
/// <param name="Account">The account that the event is of; a master account may read it with a token of its own.</param>
internal sealed record LearnRecordingInput(long Connection, string MeetingUuid, string? Account = null);
