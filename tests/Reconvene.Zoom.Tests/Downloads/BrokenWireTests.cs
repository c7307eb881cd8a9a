using Reconvene.Zoom.Downloads;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.Downloads;

public class BrokenWireTests
{
    private readonly SteppedTime _time = new();

    [Fact]
    public async Task A_file_cut_short_of_its_announced_length_is_unavailable()
    {
        await using var responder = Saying("HTTP/1.1 200 OK\r\nContent-Length: 1500\r\n\r\n");

        var (bytes, failure) = await DownloadKit.FetchAsync(responder, DownloadKit.Expect(), _time);

        Assert.Equal(ZoomFailureKind.Unavailable, failure!.Kind);
        Assert.Equal(DownloadKit.Film, bytes);
    }

    [Fact]
    public async Task A_file_without_announced_length_is_measured_by_the_listed_one()
    {
        await using var responder = Saying("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");

        var tooShort = await DownloadKit.FetchAsync(responder, DownloadKit.Expect(bytes: 1001), _time);
        var tooLong = await DownloadKit.FetchAsync(responder, DownloadKit.Expect(bytes: 999), _time);
        var right = await DownloadKit.FetchAsync(responder, DownloadKit.Expect(bytes: 1000), _time);

        Assert.Equal(ZoomFailureKind.Unavailable, tooShort.Failure!.Kind);
        Assert.Contains("cut", tooShort.Failure.Reason, StringComparison.Ordinal);
        Assert.Equal(ZoomFailureKind.Unavailable, tooLong.Failure!.Kind);
        Assert.Null(right.Failure);
        Assert.Equal(DownloadKit.Film, right.Bytes);
    }

    [Fact]
    public async Task A_chunked_body_that_breaks_off_is_unavailable()
    {
        await using var responder = Saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n");

        var (_, failure) = await DownloadKit.FetchAsync(responder, DownloadKit.Expect(), _time);

        Assert.Equal(ZoomFailureKind.Unavailable, failure!.Kind);
    }

    [Fact]
    public async Task An_endless_body_stops_at_the_cap()
    {
        await using var responder = new RawResponder(async (stream, stop) =>
        {
            await stream.WriteAsync(DownloadKit.Wire("HTTP/1.1 200 OK\r\n\r\n", DownloadKit.Film), stop);
            while (true)
            {
                await stream.WriteAsync(DownloadKit.Film, stop);
            }
        });

        var (bytes, failure) = await DownloadKit.FetchAsync(responder, DownloadKit.Expect(max: 50_000), _time);

        Assert.Equal(ZoomFailureKind.Rejected, failure!.Kind);
        Assert.True(bytes.Length <= 50_000);
    }

    [Fact]
    public async Task A_piece_of_the_listed_length_is_given_out_without_a_tag()
    {
        await using var responder = new RawResponder((stream, stop) => stream.WriteAsync(
            DownloadKit.Wire(
                "HTTP/1.1 206 Partial Content\r\nContent-Length: 400\r\nContent-Range: bytes 600-999/1000\r\n\r\n",
                DownloadKit.Film[600..]),
            stop).AsTask());

        var (bytes, failure) = await DownloadKit.FetchAsync(
            responder, DownloadKit.Expect(bytes: 1000), _time, new ResumePoint(600, null));

        Assert.Null(failure);
        Assert.Equal(DownloadKit.Film[600..], bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nContent-Type: video/mp4\r\n\r\nxxxxftyp")]
    public async Task A_minute_without_a_byte_is_a_stall(string beginning)
    {
        await using var responder = new RawResponder(async (stream, stop) =>
        {
            await stream.WriteAsync(DownloadKit.Wire(beginning, []), stop);
            await Task.Delay(Timeout.Infinite, stop);
        });

        var fetching = DownloadKit.FetchAsync(responder, DownloadKit.Expect(), _time);
        while (!fetching.IsCompleted)
        {
            await Task.WhenAny(_time.UntilArmedAsync(), fetching);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        var (_, failure) = await fetching;
        Assert.Equal(ZoomFailureKind.Unavailable, failure!.Kind);
        Assert.Contains("60 seconds", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trickle_is_slow_and_no_stall()
    {
        using var next = new SemaphoreSlim(0);
        await using var responder = new RawResponder(async (stream, stop) =>
        {
            await stream.WriteAsync(
                DownloadKit.Wire("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", DownloadKit.Film[..600]), stop);
            for (var at = 600; at < 1000; at += 100)
            {
                await next.WaitAsync(stop);
                await stream.WriteAsync(DownloadKit.Film.AsMemory(at, 100), stop);
            }
        });
        using var handler = ZoomHttp.CreateHandler();
        using var http = new HttpMessageInvoker(handler);
        var downloads = new ZoomDownloads(http, ZoomEndpoints.Create(null, null, [responder.Address]), _time);
        var outcome = await downloads.OpenAsync(
            new Uri(responder.Address), new Secret("t"), null, DownloadKit.Expect(), CancellationToken.None);
        await using var content = outcome.Opened().Content;
        var bytes = new byte[1000];
        await content.ReadExactlyAsync(bytes.AsMemory(0, 600));

        for (var at = 600; at < 1000; at += 100)
        {
            var reading = content.ReadExactlyAsync(bytes.AsMemory(at, 100));
            _time.Advance(TimeSpan.FromSeconds(59));
            next.Release();
            await reading;
        }

        Assert.Equal(DownloadKit.Film, bytes);
    }

    private static RawResponder Saying(string head) =>
        new((stream, stop) => stream.WriteAsync(DownloadKit.Wire(head, DownloadKit.Film), stop).AsTask());
}
