using Microsoft.AspNetCore.Http;
using Reconvene.Zoom.Downloads;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.Downloads;

public class ZoomDownloadsTests
{
    [Fact]
    public async Task A_file_arrives_whole_with_its_tag_and_length()
    {
        await using var zoom = await FalseZoom.StartAsync(Serve);

        var outcome = (await zoom.OpenAsync(expectations: DownloadKit.Expect(bytes: 1000))).Opened();

        Assert.Equal(0, outcome.OffsetBytes);
        Assert.Equal(1000, outcome.TotalBytes);
        Assert.Equal(DownloadKit.ETag, outcome.ETag);
        Assert.Equal("video/mp4", outcome.ContentType);
        Assert.Equal(DownloadKit.Film, await outcome.ReadAllAsync());
        Assert.Equal("Bearer canary", zoom.Seen[0].Header("Authorization"));
        Assert.Equal("identity", zoom.Seen[0].Header("Accept-Encoding"));
        Assert.Null(zoom.Seen[0].Header("Range"));
    }

    [Fact]
    public async Task An_http_client_does_not_hold_the_file_in_memory_first()
    {
        var release = new TaskCompletionSource();
        await using var zoom = await FalseZoom.StartAsync(async context =>
        {
            context.Response.ContentType = "video/mp4";
            await context.Response.Body.WriteAsync(DownloadKit.Film);
            await context.Response.Body.FlushAsync();
            await release.Task;
        });
        using var handler = ZoomHttp.CreateHandler();
        using var http = new HttpClient(handler);
        var downloads = new ZoomDownloads(http, zoom.Endpoints, zoom.Time);

        var outcome = await downloads.OpenAsync(
            new Uri(zoom.Address), new Secret("t"), null, DownloadKit.Expect(), CancellationToken.None);
        release.SetResult();

        Assert.Equal(1000, (await outcome.ReadAllAsync()).Length);
    }

    [Fact]
    public async Task A_download_continues_where_it_stopped()
    {
        await using var zoom = await FalseZoom.StartAsync(Serve);

        var outcome = await zoom.OpenAsync(
            from: new ResumePoint(600, DownloadKit.ETag), expectations: DownloadKit.Expect(bytes: 1000));

        Assert.Equal(600, outcome.Opened().OffsetBytes);
        Assert.Equal(1000, outcome.Opened().TotalBytes);
        Assert.Equal(DownloadKit.Film[600..], await outcome.ReadAllAsync());
        Assert.Equal("bytes=600-", zoom.Seen[0].Header("Range"));
        Assert.Equal(DownloadKit.ETag, zoom.Seen[0].Header("If-Range"));
    }

    [Fact]
    public async Task A_server_without_ranges_begins_anew_at_0()
    {
        await using var zoom = await FalseZoom.StartAsync(context => SendAsync(context, 200, DownloadKit.Film));

        var outcome = await zoom.OpenAsync(from: new ResumePoint(600, DownloadKit.ETag));

        Assert.Equal(0, outcome.Opened().OffsetBytes);
        Assert.Equal(DownloadKit.Film, await outcome.ReadAllAsync());
    }

    [Theory]
    [InlineData("bytes 500-999/1000", null)]
    [InlineData("bytes 601-999/1000", null)]
    [InlineData("bytes 600-1999/2000", null)]
    [InlineData("bytes 600-999/1000", "\"v2\"")]
    [InlineData("items 600-999/1000", null)]
    [InlineData("", null)]
    public async Task A_piece_that_does_not_fit_starts_anew(string range, string? tag)
    {
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            if (!string.IsNullOrEmpty(range))
            {
                context.Response.Headers.ContentRange = range;
            }

            context.Response.Headers.ETag = tag ?? DownloadKit.ETag;
            return SendAsync(context, 206, DownloadKit.Film[600..]);
        });

        var outcome = await zoom.OpenAsync(
            from: new ResumePoint(600, DownloadKit.ETag), expectations: DownloadKit.Expect(bytes: 1000));

        Assert.NotEmpty(Assert.IsType<DownloadOutcome.StartAnew>(outcome).Reason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("W/\"v1\"")]
    [InlineData("nonsense")]
    public async Task Without_a_strong_tag_or_a_length_nothing_proves_that_a_piece_fits(string? tag)
    {
        await using var zoom = await FalseZoom.StartAsync(Serve);

        var unproven = await zoom.OpenAsync(from: new ResumePoint(600, tag));
        var proven = await zoom.OpenAsync(from: new ResumePoint(600, tag), expectations: DownloadKit.Expect(bytes: 1000));

        Assert.IsType<DownloadOutcome.StartAnew>(unproven);
        Assert.Equal(600, proven.Opened().OffsetBytes);
        await proven.Opened().Content.DisposeAsync();
        Assert.Null(zoom.Seen[0].Header("If-Range"));
    }

    [Fact]
    public async Task A_range_past_the_end_starts_anew()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(416, "");

        Assert.IsType<DownloadOutcome.StartAnew>(await zoom.OpenAsync(from: new ResumePoint(2000, DownloadKit.ETag)));
    }

    [Fact]
    public async Task A_file_that_ends_where_ours_does_although_more_is_listed_contradicts_the_listing()
    {
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            context.Response.Headers.ContentRange = "bytes */2000";
            return Task.CompletedTask;
        });

        var longer = await zoom.OpenAsync(
            from: new ResumePoint(2000, DownloadKit.ETag), expectations: DownloadKit.Expect(bytes: 2001));
        var changed = await zoom.OpenAsync(
            from: new ResumePoint(2500, DownloadKit.ETag), expectations: DownloadKit.Expect(bytes: 3000));

        Assert.True(longer.Failure().ContradictsListing);
        Assert.IsType<DownloadOutcome.StartAnew>(changed);
    }

    [Theory]
    [InlineData("""{"status":false,"errorCode":124,"errorMessage":"Forbidden"}""", "application/json", ZoomFailureKind.CredentialRejected)]
    [InlineData("""{"status":false,"errorCode":124,"errorMessage":"Forbidden"}""", "video/mp4", ZoomFailureKind.CredentialRejected)]
    [InlineData("""{"status":false,"errorCode":9999,"errorMessage":"Hm"}""", "application/json", ZoomFailureKind.Unavailable)]
    [InlineData("""{"hello":"world"}""", "application/json", ZoomFailureKind.Unavailable)]
    [InlineData("<!DOCTYPE html><html>Sign in</html>", "text/html", ZoomFailureKind.CredentialRejected)]
    [InlineData("\r\n <HTML>Sign in</HTML>", "video/mp4", ZoomFailureKind.CredentialRejected)]
    [InlineData("this is no film at all", "video/mp4", ZoomFailureKind.Unreadable)]
    [InlineData("abc", "video/mp4", ZoomFailureKind.Unreadable)]
    public async Task What_poses_as_a_film_is_refused(string body, string contentType, ZoomFailureKind kind)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, body, contentType);

        Assert.Equal(kind, (await zoom.OpenAsync()).Failure().Kind);
    }

    [Theory]
    [InlineData("WEBVTT\r\n\r\n1\r\n", true)]
    [InlineData("\uFEFFWEBVTT\r\n", true)]
    [InlineData("{\"errorCode\":124,\"errorMessage\":\"Forbidden\"}", false)]
    [InlineData("nothing of the kind", false)]
    public async Task A_transcript_begins_with_webvtt(string body, bool accepted)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, body, "text/vtt");

        var outcome = await zoom.OpenAsync(expectations: DownloadKit.Expect(RecordingFileType.Transcript));

        Assert.Equal(accepted, outcome is DownloadOutcome.Opened);
    }

    [Fact]
    public async Task A_timeline_is_json_but_an_error_in_its_place_is_refused()
    {
        await using var good = await FalseZoom.AnsweringAsync(200, """{"timeline":[]}""");
        await using var bad = await FalseZoom.AnsweringAsync(200, """{"status":false,"errorCode":124,"errorMessage":"x"}""");
        var timeline = DownloadKit.Expect(RecordingFileType.Timeline);

        Assert.Equal("""{"timeline":[]}"""u8.ToArray(), await (await good.OpenAsync(expectations: timeline)).ReadAllAsync());
        Assert.Equal(ZoomFailureKind.CredentialRejected, (await bad.OpenAsync(expectations: timeline)).Failure().Kind);
    }

    [Fact]
    public async Task A_large_json_file_is_given_out_whole_after_the_look_at_its_start()
    {
        var body = "{\"timeline\":[\"" + new string('x', 200_000) + "\"]}";
        await using var zoom = await FalseZoom.AnsweringAsync(200, body);

        var outcome = await zoom.OpenAsync(expectations: DownloadKit.Expect(RecordingFileType.Timeline));

        Assert.Equal(body, System.Text.Encoding.UTF8.GetString(await outcome.ReadAllAsync()));
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        await using var zoom = await FalseZoom.StartAsync(context => SendAsync(context, 200, []));

        Assert.Empty(await (await zoom.OpenAsync()).ReadAllAsync());
    }

    [Theory]
    [InlineData(401, "", ZoomFailureKind.CredentialRejected)]
    [InlineData(403, "", ZoomFailureKind.CredentialRejected)]
    [InlineData(404, "", ZoomFailureKind.Gone)]
    [InlineData(410, "", ZoomFailureKind.Gone)]
    [InlineData(404, """{"code":3301,"message":"not yet"}""", ZoomFailureKind.NotReady)]
    [InlineData(429, "", ZoomFailureKind.RateLimited)]
    [InlineData(503, "", ZoomFailureKind.Unavailable)]
    [InlineData(202, "", ZoomFailureKind.NotReady)]
    public async Task A_status_becomes_a_failure(int status, string body, ZoomFailureKind kind)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(status, body);

        Assert.Equal(kind, (await zoom.OpenAsync()).Failure().Kind);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br, gzip")]
    public async Task A_packed_file_is_refused(string encoding)
    {
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            return SendAsync(context, 200, DownloadKit.Film);
        });

        Assert.Equal(ZoomFailureKind.Unreadable, (await zoom.OpenAsync()).Failure().Kind);
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1001)]
    public async Task Another_length_than_the_listed_one_is_refused_before_the_bytes(long listed)
    {
        await using var zoom = await FalseZoom.StartAsync(Serve);

        var failure = (await zoom.OpenAsync(expectations: DownloadKit.Expect(bytes: listed))).Failure();

        Assert.Equal(ZoomFailureKind.Unavailable, failure.Kind);
    }

    [Fact]
    public async Task A_file_above_the_limit_is_refused_before_its_bytes()
    {
        await using var zoom = await FalseZoom.StartAsync(Serve);

        Assert.Equal(ZoomFailureKind.Rejected, (await zoom.OpenAsync(expectations: DownloadKit.Expect(max: 999))).Failure().Kind);
    }

    [Fact]
    public async Task A_token_that_is_no_token_is_not_sent()
    {
        await using var zoom = await FalseZoom.StartAsync(Serve);

        var outcome = await new ZoomDownloads(zoom.Http, zoom.Endpoints, zoom.Time).OpenAsync(
            new Uri(zoom.Address), new Secret("a\r\nb"), null, DownloadKit.Expect(), CancellationToken.None);

        Assert.Equal(ZoomFailureKind.CredentialRejected, outcome.Failure().Kind);
        Assert.Empty(zoom.Seen);
    }

    internal static async Task SendAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "video/mp4";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static Task Serve(HttpContext context) => Results.Bytes(
        DownloadKit.Film,
        "video/mp4",
        enableRangeProcessing: true,
        entityTag: Microsoft.Net.Http.Headers.EntityTagHeaderValue.Parse(DownloadKit.ETag)).ExecuteAsync(context);
}
