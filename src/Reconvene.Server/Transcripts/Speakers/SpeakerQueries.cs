using Reconvene.Client.Transcripts;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Transcripts.Speakers;

internal sealed class SpeakerQueries(Database database)
{
    /// <summary>Names that people gave, by the label in the transcript.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(
        TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<NameRow>(
            "SELECT label, name FROM speaker_names WHERE tenant_id = @tenant AND recording_id = @recording ORDER BY label",
            new { tenant, recording },
            cancellation);
        return rows.ToDictionary(row => row.Label, row => row.Name, StringComparer.Ordinal);
    }

    /// <summary>Who is heard or writes in a transcript, the longest first.</summary>
    public async Task<IReadOnlyList<SpeakerView>> ListAsync(
        TenantId tenant, TranscriptId transcript, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<SpeakerRow>(
            """
            SELECT s.speaker AS label, MAX(n.name) AS name, COUNT(*) AS segments,
                SUM(CASE WHEN s.is_chat = TRUE THEN 0 ELSE s.end_ms - s.start_ms END) AS talk_ms
            FROM transcript_segments s
            JOIN transcripts t ON t.id = s.transcript_id AND t.tenant_id = s.tenant_id
            LEFT JOIN speaker_names n ON n.recording_id = t.recording_id AND n.tenant_id = t.tenant_id AND n.label = s.speaker
            WHERE s.tenant_id = @tenant AND s.transcript_id = @transcript AND s.speaker IS NOT NULL
            GROUP BY s.speaker
            ORDER BY 4 DESC, 1
            """,
            new { tenant, transcript },
            cancellation);
        return [.. rows.Select(row => new SpeakerView { Label = row.Label, Name = row.Name, Segments = row.Segments, TalkMs = row.TalkMs })];
    }

    private sealed class NameRow
    {
        public string Label { get; init; } = "";

        public string Name { get; init; } = "";
    }

    private sealed class SpeakerRow
    {
        public string Label { get; init; } = "";

        public string? Name { get; init; }

        public int Segments { get; init; }

        public long TalkMs { get; init; }
    }
}
