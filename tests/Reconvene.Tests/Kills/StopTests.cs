using System.Diagnostics;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Tests.Kills;

public sealed class StopTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    [Theory]
    [Engines]
    public async Task A_server_told_to_stop_under_load_ends_well_in_time_and_leaves_nothing_running(TestEngine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        stage.Control.AddFault(new FaultRule { Path = "/ssr/*", BytesPerSecond = 10_000, Times = null });
        await using (var child = stage.Serve())
        {
            using var client = await stage.ClientAsync(child);
            await stage.StartSyncAsync(client);
            using var limit = new CancellationTokenSource(Longest);
            await stage.Control.WaitForRequestAsync(
                request => request.Path.StartsWith("/ssr/", StringComparison.Ordinal), limit.Token);

            var told = Stopwatch.GetTimestamp();
            child.Send(ChildHost.SigTerm);
            Assert.True(await child.WaitForExitAsync() is ExitCodes.Done, child.Error);
            Assert.InRange(Stopwatch.GetElapsedTime(told), TimeSpan.Zero, Longest);
        }

        Assert.Equal(0, await Held.CountAsync(stage.Database, "SELECT COUNT(*) FROM jobs WHERE state = 'running'"));
        Assert.NotEqual(0, await Held.CountAsync(stage.Database, "SELECT COUNT(*) FROM jobs WHERE state = 'open'"));
        stage.Control.ClearFaults();
        var outcome = await stage.ServeToTheEndAsync();
        await outcome.AssertWholeAsync(new Death(
            new KillPoint("SIGTERM", AtStop: false, 1),
            0,
            new HashSet<string>(StringComparer.Ordinal),
            new Dictionary<string, long>(StringComparer.Ordinal)));
    }
}
