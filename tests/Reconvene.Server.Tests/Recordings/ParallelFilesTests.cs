using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>Several files of one recording at once.</summary>
public sealed class ParallelFilesTests
{
    private const long Mebibyte = 1L << 20;

    [Fact]
    public async Task Two_files_of_a_recording_come_at_once_by_a_listing_asked_for_once()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(Mebibyte, "Weekly review", "video", "audio");
        foreach (var file in held.Files)
        {
            rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, Gate = "both", Times = 1 });
        }

        await rig.TellAsync(held);

        // Neither is let through before the other has come.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var asked = new HashSet<string>(StringComparer.Ordinal);
        await rig.Zoom.WaitForRequestAsync(
            request => request.Path.StartsWith("/ssr/", StringComparison.Ordinal) && asked.Add(request.Path) && asked.Count is 2,
            patience.Token);
        rig.Zoom.ReleaseGate("both");
        await rig.World.DrainAsync();

        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [Fact]
    public void What_running_downloads_have_still_to_take_counts_as_taken()
    {
        using var server = new ReserveRig();
        var free = server.Reserve.FreeBytes();
        using var first = server.Reserve.TryTake(free / 2, out _);
        Assert.NotNull(first);
        Assert.Null(server.Reserve.TryTake((free / 2) + (free / 4), out var full));
        Assert.Contains("waits for disk space", full!.Reason, StringComparison.Ordinal);

        first.Left(0);
        using var second = server.Reserve.TryTake((free / 2) + (free / 4), out _);
        Assert.NotNull(second);
    }
}
