namespace Reconvene.Zoom.Downloads;

/// <summary>Opens recording files at Zoom. Safe for concurrent use.</summary>
/// <param name="http">Must follow no redirect and unpack nothing; see <see cref="ZoomHttp.CreateHandler"/>.</param>
/// <param name="endpoints">Which hosts may see a token.</param>
/// <param name="time">The clock.</param>
/// <param name="budget">For downloads that count as calls of the API; null, the default, for all others.</param>
public sealed class ZoomDownloads(
    HttpMessageInvoker http, ZoomEndpoints endpoints, TimeProvider time, DownloadBudget? budget = null)
{
    /// <summary>Opens a file, from where an earlier attempt stopped if possible.</summary>
    public async Task<DownloadOutcome> OpenAsync(
        Uri address,
        Secret token,
        ResumePoint? from,
        DownloadExpectations expectations,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(expectations);
        return budget is not null && await budget.Rates.TakeAsync(budget.Operation, cancellation) is { } full
            ? new DownloadOutcome.Failed(full)
            : await new DownloadAttempt(http, endpoints, time, token, from, expectations, budget).OpenAsync(address, cancellation);
    }
}
