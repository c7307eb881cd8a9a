using System.CommandLine;
using Reconvene.Bench.Downloads;
using Reconvene.Bench.Intake;
using Reconvene.Bench.Kit;
using Reconvene.Bench.Listing;
using Reconvene.Bench.Paging;
using Reconvene.Bench.Search;
using Reconvene.Bench.Sync;
using Reconvene.Bench.Transcripts;

namespace Reconvene.Bench;

/// <summary>The command line: which measures, how many rounds, where.</summary>
internal static class BenchCommand
{
    private const int UsualRounds = 5;

    /// <summary>Each measure once, in the order of the table.</summary>
    private static readonly IReadOnlyList<IMeasure> Measures =
    [
        new IntakeMeasure(Storage.Sqlite),
        new IntakeMeasure(Storage.Postgres),
        new LargeFileMeasure(),
        new ManyFilesMeasure(),
        new KillMeasure(),
        new ListingPageMeasure(),
        new SyncMeasure(Storage.Sqlite),
        new SyncMeasure(Storage.Postgres),
        new VttMeasure(),
        new PagingMeasure(Storage.Sqlite),
        new PagingMeasure(Storage.Postgres),
        new SearchMeasure(Storage.Sqlite),
        new SearchMeasure(Storage.Postgres),
    ];

    public static Task<int> RunAsync(string[] args)
    {
        if (args is [Child.Argument, var kind, ..])
        {
            return Child.RunAsync(kind, args[2..]);
        }

        Option<string[]> only = new("--only")
        {
            Description = "Only the measures whose name contains one of these words.",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<int> rounds = new("--rounds") { Description = "Rounds of each comparison.", DefaultValueFactory = _ => UsualRounds };
        Option<string?> folder = new("--folder") { Description = "A folder on the disk to be measured; a temporary one by default." };
        Option<bool> json = new("--json") { Description = "Print the figures as JSON." };
        RootCommand root = new("Measures Reconvene against limits and peers of the same run.") { only, rounds, folder, json };
        root.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(only) ?? [],
            parsed.GetValue(rounds),
            parsed.GetValue(folder),
            parsed.GetValue(json),
            cancellation));
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<int> RunAsync(
        string[] only, int rounds, string? folder, bool json, CancellationToken cancellation)
    {
        using var bench = new Setting(folder, Math.Max(1, rounds));
        var figures = new List<Figure>();
        try
        {
            foreach (var measure in Measures.Where(one => only.Length is 0 || only.Any(word => one.Name.Contains(word, StringComparison.OrdinalIgnoreCase))))
            {
                Setting.Say($"{measure.Name}: {measure.Says}");
                figures.AddRange(await measure.RunAsync(bench, cancellation));
            }
        }
        finally
        {
            // What was measured before something failed is not lost with it.
            await Console.Out.WriteAsync(json ? Report.Json(figures) : Report.Table(figures));
        }

        return figures.TrueForAll(figure => figure.Holds) ? 0 : 1;
    }
}
