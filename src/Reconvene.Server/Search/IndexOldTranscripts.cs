using Reconvene.Server.Accounts;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Language;

namespace Reconvene.Server.Search;

/// <summary>Makes findable what was read before there was an index, some at a time. Every node may; the result is the same.</summary>
internal sealed class IndexOldTranscripts(
    TranscriptQueries transcripts, SaidIndex index, Database database, TimeProvider time, ILogger<IndexOldTranscripts> logger)
    : Rounds(TimeSpan.FromMinutes(10), isFirstAtOnce: true, time, logger)
{
    private const int AtOnce = 20;

    protected override string What => "making old transcripts findable";

    public async Task RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<Row> rows;
        do
        {
            rows = await database.QueryAsync<Row>(
                $"SELECT id, tenant_id FROM transcripts WHERE indexed = 0 ORDER BY id LIMIT {AtOnce}", null, cancellation);
            foreach (var row in rows)
            {
                await IndexAsync(row, cancellation);
            }
        }
        while (rows.Count > 0);
    }

    protected override Task RoundAsync(CancellationToken cancellation) => RunAsync(cancellation);

    private async Task IndexAsync(Row row, CancellationToken cancellation)
    {
        var lines = new List<(int Number, string Stems)>();
        await foreach (var segment in transcripts.SegmentsAsync(row.TenantId, row.Id, cancellation))
        {
            lines.Add((segment.Number, SearchWords.Line(segment.Text)));
        }

        await using var work = await database.BeginAsync(cancellation);
        foreach (var (number, stems) in lines)
        {
            await work.ExecuteAsync(
                "UPDATE transcript_segments SET stems = @stems WHERE tenant_id = @TenantId AND transcript_id = @Id AND number = @number",
                new { row.TenantId, row.Id, number, stems },
                cancellation);
        }

        await index.AddAsync(
            work, row.TenantId, row.Id, lines.SelectMany(line => line.Stems.Split(' ', StringSplitOptions.RemoveEmptyEntries)), cancellation);
        await work.CommitAsync(cancellation);
    }

    private sealed class Row
    {
        public TranscriptId Id { get; init; }

        public TenantId TenantId { get; init; }
    }
}
