using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;

namespace Reconvene.Server.Ledger;

/// <summary>The instance to look up at Zoom. Nothing else of what led to it is believed.</summary>
/// <param name="Connection">The connection it is looked up with.</param>
/// <param name="MeetingUuid">The instance.</param>
/// <param name="Account">The account that it is of; a master account may read it with a token of its own.</param>
/// <param name="Door">What is learned this way was first seen by this; by an event when left out.</param>
/// <param name="StartAt">When a call began, as the event says: it is looked for there, and believed for nothing else.</param>
internal sealed record LearnRecordingInput(
    long Connection, string MeetingUuid, string? Account = null, string? Door = null, DateTimeOffset? StartAt = null)
{
    /// <summary>The kind of the job.</summary>
    public const string Job = "learn-recording";

    /// <summary>No event led to it.</summary>
    public bool IsLook => Door is SeenBy.Sync;

    /// <summary>How the instance is named as the subject of its job.</summary>
    public static string Subject(ConnectionId connection, string meetingUuid) =>
        string.Create(CultureInfo.InvariantCulture, $"meeting:{connection.Value}:{meetingUuid}");

    /// <summary>
    /// The job that looks it up. What an event asks for goes before a look that is under way already, unless it is of a call and
    /// does not say when that was.
    /// </summary>
    public static JobRequest Request(TenantId tenant, ConnectionId connection, LearnRecordingInput input) => new(
        tenant,
        Job,
        Subject(connection, input.MeetingUuid),
        connection.Value.ToString(CultureInfo.InvariantCulture),
        input,
        Prevails: !input.IsLook && (input.StartAt is not null || !RecordingKind.IsPhone(input.MeetingUuid)));
}
