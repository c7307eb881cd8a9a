namespace Reconvene.Zoom.Downloads;

/// <summary>One attempt to open a file.</summary>
internal sealed class DownloadAttempt(
    HttpMessageInvoker http,
    ZoomEndpoints endpoints,
    TimeProvider time,
    Secret token,
    ResumePoint? from,
    DownloadExpectations expectations)
{
    public Task<DownloadOutcome> OpenAsync(Uri address, CancellationToken cancellation) =>
        throw new NotSupportedException($"{http}{time}{token}{from}{expectations}{address}{endpoints.Api}");
}
