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
                   t.segment_count, t.faults, t.fingerprint, t.created_at
            FROM transcripts t
            JOIN recordings r ON r.id = t.recording_id AND r.tenant_id = t.tenant_id
            JOIN meetings m ON m.id = r.meeting_id AND m.tenant_id = r.tenant_id
            WHERE t.tenant_id = @tenant AND t.recording_id = @recording
            """,
            new { tenant, recording },
            cancellation);

    /// <summary>Every segment in order, a page of rows at a time.</summary>
    public async IAsyncEnumerable<Segment> SegmentsAsync(
        TenantId tenant, TranscriptId transcript, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = 0;
        IReadOnlyList<SegmentRow> rows;
        do
        {
            rows = await database.QueryAsync<SegmentRow>(
                """
                SELECT number, start_ms, end_ms, speaker, text, recording_file_id
                FROM transcript_segments
                WHERE tenant_id = @tenant AND transcript_id = @transcript AND number > @after
                ORDER BY number
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

        public Segment ToSegment() => new(
            Number, TimeSpan.FromMilliseconds(StartMs), TimeSpan.FromMilliseconds(EndMs), Speaker, Text, RecordingFileId);
    }
}
