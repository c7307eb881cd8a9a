namespace Reconvene.Zoom.Downloads;

/// <summary>Opens recording files at Zoom. Safe for concurrent use.</summary>
/// <param name="http">Must follow no redirect and unpack nothing; see <see cref="ZoomHttp.CreateHandler"/>.</param>
/// <param name="endpoints">Which hosts may see a token.</param>
/// <param name="time">The clock.</param>
public sealed class ZoomDownloads(HttpMessageInvoker http, ZoomEndpoints endpoints, TimeProvider time)
{
    /// <summary>Opens a file, from where an earlier attempt stopped if possible.</summary>
    public Task<DownloadOutcome> OpenAsync(
        Uri address,
        Secret token,
        ResumePoint? from,
        DownloadExpectations expectations,
        CancellationToken cancellation) =>
        new DownloadAttempt(http, endpoints, time, token, from, expectations).OpenAsync(address, cancellation);
}
