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
        var film = await stage.OpenAsync(address, await FilmAsync(stage));
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
        await Stage.UntilAsync(() => RefusesAsync(address), "new connections are refused", child);
        Assert.False(child.HasExited, "It refused because it had ended, and did not wait for the film.");
        await Stage.UntilAsync(
            async () => await Held.CountAsync(stage.Database, "SELECT COUNT(*) FROM jobs WHERE state = 'running'") is 0,
            "the leases are given back",
            child);
        Assert.False(child.HasExited, "The leases were given back by its end, and not before.");
        Assert.InRange(Stopwatch.GetElapsedTime(told), TimeSpan.Zero, Longest);

        // Only now may it end: nothing is waited for any more.
        film.Dispose();
        Assert.Equal(ExitCodes.Done, await child.WaitForExitAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(told), TimeSpan.Zero, Longest);
        Assert.DoesNotContain("Unhandled", child.Error, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_download_that_a_stop_interrupts_goes_on_at_its_mark_after_the_next_start(TestEngine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        await stage.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "A film", Files = ["video"], MediaBytes = 80 << 20 }, CancellationToken.None);
        stage.Control.AddFault(new FaultRule { Path = "/ssr/*", BytesPerSecond = 16 << 20, Times = null });
        await using (var child = stage.Serve())
        {
            using var client = await stage.ClientAsync(child);
            await stage.StartSyncAsync(client);
            await Stage.UntilAsync(async () => await MarkAsync(stage) > 0, "a mark is passed", child);
            child.Send(ChildHost.SigTerm);
            Assert.Equal(ExitCodes.Done, await child.WaitForExitAsync());
        }

        var mark = await MarkAsync(stage);
        var death = await Death.ReadAsync(stage, new KillPoint("SIGTERM", AtStop: false, 1));
        var before = stage.Control.Log.Count;
        var outcome = await stage.ServeToTheEndAsync();

        var next = stage.Control.Log.Skip(before).First(request => request.Path.StartsWith("/ssr/", StringComparison.Ordinal)
            && request.Range.Length > 0);
        Assert.Equal(mark, next.FirstByte());
        await outcome.AssertWholeAsync(death);
    }

    private static Task<long> MarkAsync(Stage stage) => stage.Database.FindAsync<long>(
        "SELECT COALESCE(MAX(mark_bytes), 0) FROM recording_files WHERE state = 'queued'", null, CancellationToken.None);

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
