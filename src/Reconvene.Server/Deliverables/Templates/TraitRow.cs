using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Transcripts.Quality;

namespace Reconvene.Server.Deliverables.Templates;

/// <summary>A recording with a transcript, as rules look at it.</summary>
internal sealed class TraitRow
{
    public const string Select = """
        SELECT r.id, r.connection_id, m.topic, COALESCE(h.email, m.host_email) AS host_email, r.source_id, r.start_at, t.language,
            t.duration_ms, t.measures, a.accepted_by
        FROM recordings r
        JOIN meetings m ON m.id = r.meeting_id AND m.tenant_id = r.tenant_id
        LEFT JOIN hosts h ON h.connection_id = m.connection_id AND h.host_id = m.host_id AND h.tenant_id = m.tenant_id
        JOIN transcripts t ON t.recording_id = r.id AND t.tenant_id = r.tenant_id
        LEFT JOIN transcript_acceptances a
          ON a.recording_id = t.recording_id AND a.tenant_id = t.tenant_id AND a.fingerprint = t.fingerprint
        """;

    public RecordingId Id { get; init; }

    public ConnectionId ConnectionId { get; init; }

    public string Topic { get; init; } = "";

    public string? HostEmail { get; init; }

    public long? SourceId { get; init; }

    public DateTimeOffset StartAt { get; init; }

    public string Language { get; init; } = "";

    public long DurationMs { get; init; }

    public string? Measures { get; init; }

    public UserId? AcceptedBy { get; init; }

    /// <summary>Whether the gate keeps this template from making anything of it.</summary>
    public bool IsStoppedFor(Template template) =>
        AcceptedBy is null && Measures is not null && QualityGate.Judge(MeasuresJson.Read(Measures), template.Limits).Count > 0;

    public RecordingTraits ToTraits() => new(Topic, HostEmail, SourceId, Language, DurationMs);

    public TemplateMatch ToMatch(bool isMade) => new() { RecordingId = Id.Value, Topic = Topic, StartTime = StartAt, IsMade = isMade };
}
