namespace Reconvene.Server.Recordings;

/// <summary>What an event named: the instance to look up at Zoom. Nothing else of the event is believed.</summary>
internal sealed record LearnRecordingInput(long Connection, string MeetingUuid);
