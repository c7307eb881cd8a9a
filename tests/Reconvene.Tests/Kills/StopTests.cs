using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
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

    [Theory]
    [Engines]
    public async Task A_server_told_to_stop_refuses_new_work_and_waits_neither_for_who_watches_a_film_nor_for_a_stuck_download(TestEngine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        await stage.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "A film", Files = ["video"], MediaBytes = 64 << 20 }, CancellationToken.None);
        await using var child = stage.Serve();
        using var client = await stage.ClientAsync(child);
        await stage.StartSyncAsync(client);
        await stage.EndAsync(client, child);
        var address = await child.WaitUntilReadyAsync();

        // Somebody opens a film and does not read on; meanwhile Zoom's side goes quiet under a download.
        using var film = await stage.OpenAsync(address, await FilmAsync(stage));
        stage.Control.AddFault(new FaultRule { Path = "/ssr/*", BytesPerSecond = 100, Times = null });
        await stage.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Another" }, CancellationToken.None);
        await stage.StartSyncAsync(client);
        using var limit = new CancellationTokenSource(Longest);
        await Stage.UntilAsync(
            async () => await Held.CountAsync(stage.Database, "SELECT COUNT(*) FROM jobs WHERE state = 'running' AND step = 'DownloadFiles'") > 0,
            "a download runs",
            child);

        var told = Stopwatch.GetTimestamp();
        child.Send(ChildHost.SigTerm);
        await Stage.UntilAsync(
            async () => await Held.CountAsync(stage.Database, "SELECT COUNT(*) FROM jobs WHERE state = 'running'") is 0,
            "the leases are given back",
            child);
        Assert.InRange(Stopwatch.GetElapsedTime(told), TimeSpan.Zero, Longest);
        await Stage.UntilAsync(() => RefusesAsync(address), "new connections are refused", child);
        Assert.Equal(ExitCodes.Done, await child.WaitForExitAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(told), TimeSpan.Zero, Longest);
        Assert.DoesNotContain("Unhandled", child.Error, StringComparison.Ordinal);
    }

    private static async Task<string> FilmAsync(Stage stage)
    {
        var row = (await stage.Database.FindAsync<FilmRow>(
            "SELECT recording_id, id FROM recording_files WHERE state = 'held' ORDER BY held_bytes DESC LIMIT 1",
            null,
            CancellationToken.None))!;
        return string.Create(CultureInfo.InvariantCulture, $"/api/v1/recordings/{row.RecordingId}/files/{row.Id}/content");
    }

    private static async Task<bool> RefusesAsync(Uri address)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(address.Host, address.Port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private sealed class FilmRow
    {
        public long RecordingId { get; init; }

        public long Id { get; init; }
    }
}
