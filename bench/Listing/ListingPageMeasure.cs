using System.Net;
using Reconvene.Bench.Kit;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Bench.Listing;

/// <summary>What one page of a listing costs in memory, from the bytes on the wire to the recordings.</summary>
internal sealed class ListingPageMeasure : IMeasure
{
    private const int Recordings = 300;
    private const int FilesEach = 4;
    private const double BytesInMebibyte = 1 << 20;

    public string Name => "listing-page";

    public string Says => "A page of 300 recordings with 4 files each, read by the client.";

    public async Task<IReadOnlyList<Figure>> RunAsync(Setting setting, CancellationToken cancellation)
    {
        var body = PageText.Make(Recordings, FilesEach);
        using var handler = new SamePage(body);
        using var http = new HttpMessageInvoker(handler);
        var client = new ZoomClient(http, ZoomEndpoints.Create(null, null, []), new OneToken(), TimeProvider.System);
        for (var warm = 0; warm < 20; warm++)
        {
            await ReadAsync(client, cancellation);
        }

        var allocated = new List<double>();
        for (var round = 0; round < setting.Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var page = await ReadAsync(client, cancellation);
            allocated.Add((GC.GetTotalAllocatedBytes(precise: true) - before) / BytesInMebibyte);
            GC.KeepAlive(page);
        }

        return
        [
            new("Listing page of 300 × 4, allocated", allocated, Bar.AtMost, 2)
            {
                Unit = "MiB",
                Behind = $"the page is {body.Length / BytesInMebibyte:0.00} MiB of JSON",
            },
        ];
    }

    private static async Task<IReadOnlyList<ZoomRecording>> ReadAsync(ZoomClient client, CancellationToken cancellation)
    {
        var recordings = new List<ZoomRecording>();
        await foreach (var result in client.ListUserRecordingsAsync(
            "someone", new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 30), trash: false, cancellation))
        {
            recordings.AddRange(((ZoomResult<ZoomPage<ZoomRecording>>.Ok)result).Value.Items);
        }

        return recordings.Count is Recordings && recordings.TrueForAll(one => one.Files.Count is FilesEach)
            ? recordings
            : throw new InvalidOperationException("The page was not read whole.");
    }

    private sealed class SamePage(byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StreamContent(new MemoryStream(body, writable: false)),
            });
    }

    private sealed class OneToken : IZoomTokenSource
    {
        private static readonly ZoomToken Token = new(new Secret("bench"), DateTimeOffset.MaxValue);

        public ValueTask<ZoomResult<ZoomToken>> GetAsync(CancellationToken cancellation) => ValueTask.FromResult(ZoomResult.Ok(Token));

        public ValueTask<ZoomResult<ZoomToken>> ReplaceAsync(ZoomToken refused, CancellationToken cancellation) => GetAsync(cancellation);
    }
}
