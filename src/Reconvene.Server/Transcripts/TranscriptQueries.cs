using System.Runtime.CompilerServices;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Transcripts;

internal sealed class TranscriptQueries(Database database)
{
    private const int PageSize = 1000;

    public Task<TranscriptHead?> FindAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        database.FindAsync<TranscriptHead>(
            """
            SELECT t.id, t.recording_id, m.topic, r.start_at AS recorded_at, t.source, t.language, t.duration_ms,
                   t.segment_count, t.faults, t.fingerprint, t.words_fingerprint, t.measures, t.created_at, a.accepted_by, a.accepted_at
            FROM transcripts t
            JOIN recordings r ON r.id = t.recording_id AND r.tenant_id = t.tenant_id
            JOIN meetings m ON m.id = r.meeting_id AND m.tenant_id = r.tenant_id
            LEFT JOIN transcript_acceptances a
              ON a.recording_id = t.recording_id AND a.tenant_id = t.tenant_id AND a.fingerprint = t.words_fingerprint
            WHERE t.tenant_id = @tenant AND t.recording_id = @recording
            """,
            new { tenant, recording },
            cancellation);

    /// <summary>Every segment in order, a page of rows at a time, with the names that people gave.</summary>
    public async IAsyncEnumerable<Segment> SegmentsAsync(
        TenantId tenant, TranscriptId transcript, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = 0;
        IReadOnlyList<SegmentRow> rows;
        do
        {
            rows = await database.QueryAsync<SegmentRow>(
                """
                SELECT s.number, s.start_ms, s.end_ms, COALESCE(n.name, s.speaker) AS speaker, s.text, s.recording_file_id, s.is_chat
                FROM transcript_segments s
                JOIN transcripts t ON t.id = s.transcript_id AND t.tenant_id = s.tenant_id
                LEFT JOIN speaker_names n ON n.recording_id = t.recording_id AND n.tenant_id = t.tenant_id AND n.label = s.speaker
                WHERE s.tenant_id = @tenant AND s.transcript_id = @transcript AND s.number > @after
                ORDER BY s.number
                LIMIT @limit
                """,
                new { tenant, transcript, after, limit = PageSize },
                cancellation);
            foreach (var row in rows)
            {
                yield return row.ToSegment();
                after = row.Number;
            }
        }
        while (rows.Count is PageSize);
    }

    private sealed class SegmentRow
    {
        public int Number { get; init; }

        public long StartMs { get; init; }

        public long EndMs { get; init; }

        public string? Speaker { get; init; }

        public required string Text { get; init; }

        public long RecordingFileId { get; init; }

        public bool IsChat { get; init; }

        public Segment ToSegment() => new(
            Number, TimeSpan.FromMilliseconds(StartMs), TimeSpan.FromMilliseconds(EndMs), Speaker, Text, RecordingFileId)
        {
            IsChat = IsChat,
        };
    }
}
