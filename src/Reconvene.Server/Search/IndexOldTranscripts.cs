using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Search;

/// <summary>
/// Makes findable what was read before there was an index, or before it had its present form, some at a time. Every node may; the
/// result is the same.
/// </summary>
internal sealed class IndexOldTranscripts(SaidIndex index, Database database, TimeProvider time, ILogger<IndexOldTranscripts> logger)
    : Rounds(TimeSpan.FromMinutes(10), isFirstAtOnce: true, time, logger)
{
    private const int AtOnce = 20;

    protected override string What => "making old transcripts findable";

    public async Task RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<TranscriptRow> rows;
        do
        {
            rows = await database.QueryAsync<TranscriptRow>(
                "SELECT id, tenant_id, recording_id FROM transcripts WHERE indexed < @form ORDER BY indexed, id LIMIT @most",
                new { form = SaidIndex.Form, most = AtOnce },
                cancellation);
            foreach (var row in rows)
            {
                await IndexAsync(row, cancellation);
            }
        }
        while (rows.Count > 0);
    }

    protected override Task RoundAsync(CancellationToken cancellation) => RunAsync(cancellation);

    private async Task IndexAsync(TranscriptRow row, CancellationToken cancellation)
    {
        // By the speakers' labels: the names that people gave them change without the transcript.
        var segments = await database.QueryAsync<SegmentRow>(
            "SELECT number, speaker, text FROM transcript_segments WHERE tenant_id = @TenantId AND transcript_id = @Id ORDER BY number",
            new { row.TenantId, row.Id },
            cancellation);
        var said = new SaidText();
        foreach (var segment in segments)
        {
            said.Add(segment.Number, segment.Speaker, segment.Text);
        }

        await using var work = await database.BeginAsync(cancellation);
        await index.AddAsync(work, row.TenantId, row.RecordingId, row.Id, said, cancellation);
        await work.CommitAsync(cancellation);
    }

    private sealed class TranscriptRow
    {
        public TranscriptId Id { get; init; }

        public TenantId TenantId { get; init; }

        public RecordingId RecordingId { get; init; }
    }

    private sealed class SegmentRow
    {
        public int Number { get; init; }

        public string? Speaker { get; init; }

        public string Text { get; init; } = "";
    }
}
