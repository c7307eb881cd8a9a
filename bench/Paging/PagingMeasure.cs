using System.Diagnostics;
using Reconvene.Bench.Kit;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Recordings;

namespace Reconvene.Bench.Paging;

/// <summary>A page of 50 recordings: as quick among a million as among ten thousand, and the last as quick as the first.</summary>
internal sealed class PagingMeasure(Storage storage) : IMeasure
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int PageSize = 50;
    private const int FarPage = 10_000;
    private const int Readings = 200;

    /// <summary>What still counts as flat.</summary>
    private const double Flat = 1.25;

    public string Name => $"paging-{storage}";

    public string Says => "A page of 50 recordings with their files: first and 10,000th of a million, and first of ten thousand.";

    public async Task<IReadOnlyList<Figure>> RunAsync(Setting setting, CancellationToken cancellation)
    {
        await using var few = await BenchServer.StartAsync(setting, storage, $"few-{storage}", Nothing, cancellation);
        await using var many = await BenchServer.StartAsync(setting, storage, $"many-{storage}", Nothing, cancellation);
        await Recorded.AddAsync(few.Get<Database>(), Few, cancellation);
        Setting.Say("  a million recordings are being written");
        await Recorded.AddAsync(many.Get<Database>(), Many, cancellation);

        var first = new PageRequest(PageSize, null, null);
        var far = new PageRequest(PageSize, Recorded.StartOf((FarPage - 1) * PageSize, Many), Recorded.IdOf((FarPage - 1) * PageSize, Many));
        await TimeAsync(few, first, cancellation);
        await TimeAsync(many, first, cancellation);
        await TimeAsync(many, far, cancellation);
        var flat = await SideBySide.RunAsync(
            setting, stop => TimeAsync(many, first, stop), stop => TimeAsync(many, far, stop), cancellation);
        var grown = await SideBySide.RunAsync(
            setting, stop => TimeAsync(few, first, stop), stop => TimeAsync(many, first, stop), cancellation);
        return
        [
            flat.Ratio($"10,000th page against the first, 1 M, {storage}", Bar.AtMost, Flat, "ms"),
            grown.Ratio($"First page of 1 M against 10 k, {storage}", Bar.AtMost, 2, "ms"),
        ];
    }

    private static readonly Dictionary<string, string?> Nothing = new(StringComparer.Ordinal);

    private static async Task<double> TimeAsync(BenchServer server, PageRequest page, CancellationToken cancellation)
    {
        var queries = server.Get<RecordingQueries>();
        var watch = Stopwatch.StartNew();
        for (var reading = 0; reading < Readings; reading++)
        {
            var answer = await queries.ListAsync(new TenantId(1), new RecordingFilter(null, null, null, null), page, cancellation);
            if (answer.Items.Count is not PageSize)
            {
                throw new InvalidOperationException($"A page of {answer.Items.Count} came instead of {PageSize}.");
            }
        }

        return watch.Elapsed.TotalMilliseconds / Readings;
    }
}
