using System.Text;
using Reconvene.Zoom.Downloads;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.Downloads;

/// <summary>Small files and short ways to fetch them.</summary>
internal static class DownloadKit
{
    public const string ETag = "\"v1\"";

    /// <summary>Begins like an MP4 and is 1000 bytes long.</summary>
    public static byte[] Film { get; } =
        [0, 0, 0, 24, .. "ftypmp42"u8, .. Enumerable.Range(0, 988).Select(static i => (byte)i)];

    public static DownloadExpectations Expect(RecordingFileType? type = null, long? bytes = null, long max = 1_000_000) =>
        new(type ?? RecordingFileType.Mp4, bytes, max);

    public static async Task<DownloadOutcome> OpenAsync(
        this FalseZoom zoom,
        string path = "/rec/download/x",
        ResumePoint? from = null,
        DownloadExpectations? expectations = null,
        ZoomEndpoints? endpoints = null) =>
        await new ZoomDownloads(zoom.Http, endpoints ?? zoom.Endpoints, zoom.Time).OpenAsync(
            new Uri(zoom.Address + path), new Secret("canary"), from, expectations ?? Expect(), CancellationToken.None);

    public static ZoomFailure Failure(this DownloadOutcome outcome) =>
        Assert.IsType<DownloadOutcome.Failed>(outcome).Failure;

    public static DownloadOutcome.Opened Opened(this DownloadOutcome outcome) =>
        Assert.IsType<DownloadOutcome.Opened>(outcome);

    public static async Task<byte[]> ReadAllAsync(this DownloadOutcome outcome)
    {
        await using var content = outcome.Opened().Content;
        using var all = new MemoryStream();
        await content.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>Opens over a raw wire and reads to the end; what broke on the way is the failure.</summary>
    public static async Task<(byte[] Bytes, ZoomFailure? Failure)> FetchAsync(
        RawResponder responder, DownloadExpectations expectations, TimeProvider time, ResumePoint? from = null)
    {
        using var handler = ZoomHttp.CreateHandler();
        using var http = new HttpMessageInvoker(handler);
        var endpoints = ZoomEndpoints.Create(null, null, [responder.Address]);
        var outcome = await new ZoomDownloads(http, endpoints, time).OpenAsync(
            new Uri(responder.Address + "/rec/x"), new Secret("canary"), from, expectations, CancellationToken.None);
        if (outcome is DownloadOutcome.Failed(var failure))
        {
            return ([], failure);
        }

        using var all = new MemoryStream();
        try
        {
            await using var content = outcome.Opened().Content;
            await content.CopyToAsync(all);
            return (all.ToArray(), null);
        }
        catch (DownloadBrokenException broken)
        {
            return (all.ToArray(), broken.Failure);
        }
    }

    public static byte[] Wire(string head, byte[] body) => [.. Encoding.ASCII.GetBytes(head), .. body];
}
