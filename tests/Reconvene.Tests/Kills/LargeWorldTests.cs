using System.Text.Json;
using Reconvene.Client;
using Reconvene.Client.Ledger;
using Reconvene.Client.Tasks;
using Reconvene.Simulator;
using Reconvene.Simulator.Control.Worlds;
using Reconvene.Testing;

namespace Reconvene.Tests.Kills;

/// <summary>Ten thousand recordings of fifty hosts over three years, listed by a server that does not live long.</summary>
public sealed class LargeWorldTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    // One step at a time, so that what this is about, the listing, does not share the machine with thousands of downloads.
    private static readonly Dictionary<string, string> ListingAlone = new(StringComparer.Ordinal) { ["Jobs:Threads"] = "1" };

    [Theory]
    [Engines]
    public async Task A_large_world_is_listed_whole_and_without_a_hole_though_the_server_is_killed_twice(TestEngine engine)
    {
        await using var stage = await Stage.SetAsync(engine, ListingAlone, new SimulatorOptions { World = WorldKind.Large });
        var world = stage.Control.Totals();
        Assert.Equal(10_000, world.Recordings);
        const int Days = (365 * 3) + 2;
        KillPoint[] points = [new("sync.page", AtStop: true, 300), new("sync.page", AtStop: false, 500)];
        foreach (var point in points)
        {
            await using var child = stage.Serve(point);
            if (point == points[0])
            {
                using var client = await stage.ClientAsync(child);
                await stage.StartSyncAsync(client, Days);
            }

            Assert.Equal(Stage.DiedBySigKill, await child.WaitForExitAsync());
        }

        await using var last = stage.Serve();
        using var reader = await stage.ClientAsync(last);
        var result = await EndOfSyncAsync(reader, last);
        Assert.Equal(10_000, result.GetProperty("found").GetInt32());
        await AssertNoHoleAsync(reader, world, Days);
        Assert.Equal(10_000, await CountAsync(stage, "SELECT COUNT(DISTINCT meeting_uuid) FROM meetings"));
        Assert.Equal(world.Files, await CountAsync(stage, "SELECT COUNT(*) FROM recording_files"));
    }

    private static async Task AssertNoHoleAsync(ReconveneClient client, WorldTotals world, int days)
    {
        var from = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-days);
        var ledger = await client.GetAsync<IReadOnlyList<LedgerDay>>($"api/v1/ledger?from={from:O}", CancellationToken.None);
        Assert.Equal((world.Recordings, world.Files), (ledger.Sum(day => day.Recordings), ledger.Sum(day => day.Listed)));
        Assert.Equal(0, ledger.Sum(day => day.MissingCount));
        Assert.Equal(world.Files, ledger.Sum(day => day.Held + day.Queued + day.Waiting));
        Assert.All(ledger, day => Assert.True(day is { IsComplete: true, CheckedAt: not null }, $"{day.Day} was not checked."));
        var next = from;
        foreach (var day in ledger)
        {
            Assert.Equal(next, day.Day);
            next = day.Through.AddDays(1);
        }
    }

    private static async Task<JsonElement> EndOfSyncAsync(ReconveneClient client, ChildHost server)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        while (true)
        {
            var sync = await client.ListAsync<TaskView>("api/v1/tasks?kind=sync-source", limit.Token).SingleAsync(limit.Token);
            if (sync.HasEnded())
            {
                Assert.True(sync.State is TaskStates.Success, $"{sync}\n{server.Error}");
                return sync.Result!.Value;
            }

            Assert.True(await timer.WaitForNextTickAsync(limit.Token), $"{sync}\n{server.Error}");
        }
    }

    private static async Task<long> CountAsync(Stage stage, string sql) =>
        await stage.Database.FindAsync<long>(sql, null, CancellationToken.None);
}
