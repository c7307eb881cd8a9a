using System.Globalization;
using Reconvene.Bench.Kit;
using Reconvene.Client.Sources;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Sources;
using Reconvene.Simulator;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Control.Worlds;

namespace Reconvene.Bench.Sync;

/// <summary>
/// Ten thousand recordings of fifty hosts over three years, listed from an account with the limits of the Pro plan: how much
/// of the budget is used, that Zoom never says "too many", and that a second listing of the same writes nothing.
/// </summary>
internal sealed class SyncMeasure(Storage storage) : IMeasure
{
    private const double Budget = 0.9;
    private const double LeastUsed = 0.97;
    private const int Years = 3;
    private static readonly TimeSpan Edge = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Stretch = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    public string Name => $"sync-{storage}";

    public string Says => "A large world listed over an account of the Pro plan, whose limits the simulator keeps.";

    public async Task<IReadOnlyList<Figure>> RunAsync(Setting setting, CancellationToken cancellation)
    {
        await using var zoom = await ZoomSimulator.StartAsync(
            new SimulatorOptions { World = WorldKind.Large, Limits = new LimitSettings { Window = LimitWindow.Sliding } }, cancellation);
        var world = zoom.Control.World();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Zoom:AccountId"] = world.AccountId,
            ["Zoom:ClientId"] = world.ClientId,
            ["Zoom:ClientSecret"] = world.ClientSecret,
            ["Zoom:ApiBaseUrl"] = new Uri(zoom.Address, "/v2").ToString(),
            ["Zoom:OAuthUrl"] = new Uri(zoom.Address, "/oauth").ToString(),
            ["Sources:SyncEvery"] = "00:00:00",

            // The listing alone: what it finds is not fetched beside it.
            ["Jobs:Threads"] = "1",
        };
        await using var database = await BenchDatabase.StartAsync(setting, storage, $"sync-{storage}-database", cancellation);
        var (since, until, found) = await FirstAsync(setting, database, settings, cancellation);
        var use = zoom.Control.Limits.Use().Where(one => one.Table is LimitTable.General).ToList();
        var written = await SecondAsync(setting, database, settings, cancellation);
        var listed = use.Single(one => one.Label is LimitLabel.Medium);
        return
        [
            new($"Share of the budget used by a sync, {storage}", [Share(zoom, since + Edge, until - Edge)], Bar.AtLeast, LeastUsed)
            {
                Behind = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{listed.Taken} lists in {(until - since).TotalSeconds:0} s, {listed.PerWindow * Budget:0} a second allowed to us; the worst ten seconds used {WorstStretch(zoom, since + Edge, until - Edge):0.00}"),
            },
            new($"Answers 429 during it, {storage}", [use.Sum(one => one.Refused)], Bar.AtMost, 0),
            new($"Recordings that it misses, {storage}", [zoom.Control.Totals().Recordings - found], Bar.AtMost, 0),
            new($"Rows that an unchanged second sync writes, {storage}", [written], Bar.AtMost, 0)
            {
                Behind = "of meetings, recordings and recording files",
            },
        ];
    }

    /// <summary>The lists that Zoom took between two moments, as a share of what the budget gives.</summary>
    private static double Share(ZoomSimulator zoom, DateTimeOffset from, DateTimeOffset until)
    {
        var use = zoom.Control.Limits.Use(from, until).Single(one => one is { Table: LimitTable.General, Label: LimitLabel.Medium });
        return use.Taken / (use.PerWindow!.Value * Budget * (until - from).TotalSeconds);
    }

    private static double WorstStretch(ZoomSimulator zoom, DateTimeOffset since, DateTimeOffset until)
    {
        var worst = double.PositiveInfinity;
        for (var from = since; from + Stretch <= until; from += Stretch)
        {
            worst = Math.Min(worst, Share(zoom, from, from + Stretch));
        }

        return worst;
    }

    private async Task<(DateTimeOffset Since, DateTimeOffset Until, int Found)> FirstAsync(
        Setting setting, BenchDatabase database, Dictionary<string, string?> settings, CancellationToken cancellation)
    {
        await using var server = await BenchServer.StartAsync(setting, database, $"sync-{storage}", settings, cancellation);
        var connection = await server.Get<ConnectionQueries>().FindAsync(new TenantId(1), new(1), cancellation);
        await server.Get<AddSource>().RunAsync(
            connection!, new NewSource("Everything", new ZoomSourceConfig { RecordingType = "cloud" }), cancellation);
        var since = WholeSecond(TimeProvider.System.GetUtcNow());
        var result = await SyncAsync(server, cancellation);
        return (since, WholeSecond(TimeProvider.System.GetUtcNow()), result.Found);
    }

    /// <summary>The simulator counts by the second.</summary>
    private static DateTimeOffset WholeSecond(DateTimeOffset moment) => moment.AddTicks(-(moment.UtcTicks % TimeSpan.TicksPerSecond));

    /// <summary>Everything is held by now, as far as the ledger knows; the same is listed once more.</summary>
    private async Task<double> SecondAsync(
        Setting setting, BenchDatabase database, Dictionary<string, string?> settings, CancellationToken cancellation)
    {
        await using var server = await BenchServer.StartAsync(
            setting, database, $"sync-{storage}", settings, cancellation, beforeStart: SettleAsync);
        await server.Get<TakenRecordings>().SettleAsync(cancellation);
        var written = await WrittenRows.WatchAsync(server.Get<Database>(), storage, cancellation);
        await SyncAsync(server, cancellation);
        return await written.CountAsync(cancellation);
    }

    private static async Task<SyncResult> SyncAsync(BenchServer server, CancellationToken cancellation)
    {
        var source = (await server.Get<SourceQueries>().FindAsync(new TenantId(1), new(1), cancellation))!;
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var job = await server.Get<StartSync>().RunAsync(source, today.AddYears(-Years).AddDays(-1), today, cancellation);
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        while (true)
        {
            var task = (await server.Get<JobQueries>().FindAsync(new TenantId(1), job, cancellation))!;
            if (task.HasEnded())
            {
                return task.State is Client.Tasks.TaskStates.Success
                    ? System.Text.Json.JsonSerializer.Deserialize<SyncResult>(task.Result!.Value, SourceJson.Options)!
                    : throw new InvalidOperationException($"The sync ended with {task.State}: {task.Error}");
            }

            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    private static async Task SettleAsync(Database database, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            """
            UPDATE recording_files SET state = 'held', held_bytes = listed_bytes, sha256 = 'bench', held_at = 0, verified_at = 0;
            UPDATE recordings SET state = 'ready', next_look_at = NULL;
            UPDATE jobs SET state = 'done' WHERE state <> 'done'
            """,
            null,
            cancellation);
        await work.CommitAsync(cancellation);
    }
}
