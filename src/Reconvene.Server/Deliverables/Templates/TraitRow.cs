using Reconvene.Client.Deliverables;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Deliverables.Templates;

/// <summary>A recording with a transcript, as rules look at it.</summary>
internal sealed class TraitRow
{
    public const string Select = """
        SELECT r.id, r.connection_id, m.topic, m.host_email, r.source_id, r.start_at, t.language, t.duration_ms
        FROM recordings r
        JOIN meetings m ON m.id = r.meeting_id AND m.tenant_id = r.tenant_id
        JOIN transcripts t ON t.recording_id = r.id AND t.tenant_id = r.tenant_id
        """;

    public RecordingId Id { get; init; }

    public ConnectionId ConnectionId { get; init; }

    public string Topic { get; init; } = "";

    public string? HostEmail { get; init; }

    public long? SourceId { get; init; }

    public DateTimeOffset StartAt { get; init; }

    public string Language { get; init; } = "";

    public long DurationMs { get; init; }

    public RecordingTraits ToTraits() => new(Topic, HostEmail, SourceId, Language, DurationMs);

    public TemplateMatch ToMatch(bool isMade) => new() { RecordingId = Id.Value, Topic = Topic, StartTime = StartAt, IsMade = isMade };
}
