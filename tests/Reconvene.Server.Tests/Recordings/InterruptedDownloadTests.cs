using Reconvene.Server.Recordings.Download;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>F46, F48, F49: what happens to the bytes that are already here.</summary>
public sealed class InterruptedDownloadTests
{
    private const long Mebibyte = 1L << 20;

    [Theory]
    [Engines]
    public async Task A_file_that_stops_halfway_is_resumed_and_not_started_again(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(40 * Mebibyte);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, CutAfterBytes = 36 * Mebibyte });
        await rig.LearnAsync(held);

        Assert.Equal("queued", (await rig.FileAsync()).State);
        Assert.NotNull((await rig.RecordingAsync()).Reason);
        await rig.PassAsync();

        await rig.AssertHeldAsync(held);
        Assert.Equal([200, 206], rig.MediaRequests().Select(request => request.Status));
        Assert.InRange(rig.MediaRequests().Sum(request => request.BytesSent), 0, 40 * Mebibyte + CopyIn.MostUnmarkedBytes);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Every_byte_counts_as_progress_however_often_the_connection_is_cut()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(20 * Mebibyte);

        // More cuts than a step may fail without progress, each before the first mark of a download that goes well.
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, CutAfterBytes = Mebibyte, Times = 15 });
        await rig.LearnAsync(held);
        await rig.SettleAsync();

        await rig.AssertHeldAsync(held);
        var from = rig.MediaRequests().Select(request => request.FirstByte()).ToList();
        Assert.Equal(from.Order(), from);
        Assert.NotEqual(0, from[^1]);
        Assert.Equal(20 * Mebibyte, rig.MediaRequests().Sum(request => request.BytesSent));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_taken_up_again()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(20 * Mebibyte);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, CutAfterBytes = 18 * Mebibyte, Reset = true });
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, Reset = true });
        await rig.LearnAsync(held);
        await rig.PassAsync();
        await rig.PassAsync();

        await rig.AssertHeldAsync(held);
        Assert.Equal(206, rig.MediaRequests()[^1].Status);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_slow_trickle_is_waited_for()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(300_000);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, BytesPerSecond = 200_000 });
        await rig.LearnAsync(held);

        await rig.AssertHeldAsync(held);
        Assert.Single(rig.MediaRequests());
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_stall_ends_after_a_minute_and_is_tried_again()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync();
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, Gate = "stall" });
        await rig.TellAsync(held);
        await rig.Zoom.WaitForRequestAsync(
            request => request.Path.StartsWith("/ssr/", StringComparison.Ordinal), CancellationToken.None);

        await rig.PassAsync(TimeSpan.FromSeconds(61));
        Assert.Contains("No byte came for 60 seconds", (await rig.RecordingAsync()).FailureReason, StringComparison.Ordinal);
        rig.Zoom.ReleaseGate("stall");
        await rig.PassAsync();

        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_ignores_Range_is_taken_from_the_beginning(bool omitETag)
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        rig.Zoom.Switches.OmitETag = omitETag;
        var held = await rig.HoldAsync(20 * Mebibyte);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, CutAfterBytes = 18 * Mebibyte });
        await rig.LearnAsync(held);
        rig.Zoom.Switches.IgnoreRange = true;
        await rig.PassAsync();

        await rig.AssertHeldAsync(held);
        Assert.Equal([200, 200], rig.MediaRequests().Select(request => request.Status));
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData(206, "bytes 5-104/20971520")]
    [InlineData(206, "bytes */20971520")]
    [InlineData(206, null)]
    [InlineData(416, "bytes */20971520")]
    public async Task An_answer_for_another_piece_is_never_appended(int status, string? range)
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(20 * Mebibyte);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, CutAfterBytes = 18 * Mebibyte });
        rig.Zoom.AddFault(new FaultRule
        {
            Path = DownloadRig.Media,
            Status = status,
            Body = new string('x', 100),
            ContentType = "video/mp4",
            Headers = range is null ? [] : new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Range"] = range },
        });
        await rig.LearnAsync(held);
        await rig.PassAsync();

        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Content_that_was_swapped_between_two_attempts_is_fetched_anew_and_never_mixed(bool omitETag)
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        rig.Zoom.Switches.OmitETag = omitETag;
        var held = await rig.HoldAsync(20 * Mebibyte);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, CutAfterBytes = 18 * Mebibyte });
        await rig.LearnAsync(held);

        // As long as before: only the bytes tell.
        rig.Zoom.ReplaceBytes(held.Files[0].Key, OtherVideo(20 * Mebibyte));
        await rig.PassAsync();
        await rig.PassAsync();

        await rig.AssertHeldAsync(held);
        await rig.CheckAsync();
    }

    private static byte[] OtherVideo(long length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(i * 31 % 251);
        }

        "\0\0\0\u0018ftypmp42"u8.CopyTo(bytes);
        return bytes;
    }
}
