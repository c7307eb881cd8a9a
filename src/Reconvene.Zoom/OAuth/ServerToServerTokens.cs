namespace Reconvene.Zoom.OAuth;

/// <summary>
/// Keeps one server-to-server token in memory. However many callers ask at once, one request is made; a caller that
/// gives up does not stop it for the others.
/// </summary>
/// <param name="oauth">The token endpoint.</param>
/// <param name="accountId">The account.</param>
/// <param name="clientId">The app.</param>
/// <param name="clientSecret">The app's secret.</param>
/// <param name="time">The clock.</param>
public sealed class ServerToServerTokens(
    ZoomOAuth oauth, string accountId, string clientId, Secret clientSecret, TimeProvider time) : IZoomTokenSource
{
    // A token about to end would die on its way.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private ZoomToken? _token;
    private Task<ZoomResult<ZoomToken>>? _flight;

    /// <inheritdoc/>
    public ValueTask<ZoomResult<ZoomToken>> GetAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _token is { } token && token.ExpiresAt - Margin > time.GetUtcNow()
                ? ValueTask.FromResult(ZoomResult.Ok(token))
                : new(Flight().WaitAsync(cancellation));
        }
    }

    /// <inheritdoc/>
    public ValueTask<ZoomResult<ZoomToken>> ReplaceAsync(ZoomToken refused, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(refused);
        lock (_gate)
        {
            if (_token is { } token && token.AccessToken != refused.AccessToken)
            {
                return ValueTask.FromResult(ZoomResult.Ok(token));
            }

            _token = null;
            return new(Flight().WaitAsync(cancellation));
        }
    }

    // Held only under the gate. The request is nobody's own, so it ends by its deadline alone.
    private Task<ZoomResult<ZoomToken>> Flight() => _flight ??= RequestAsync();

    private async Task<ZoomResult<ZoomToken>> RequestAsync()
    {
        // Not before the gate is released: an answer that is there at once would otherwise be set twice.
        await Task.Yield();
        try
        {
            var result = await oauth.RequestServerToServerAsync(accountId, clientId, clientSecret, CancellationToken.None);
            lock (_gate)
            {
                _token = (result as ZoomResult<ZoomToken>.Ok)?.Value;
            }

            return result;
        }
        finally
        {
            lock (_gate)
            {
                _flight = null;
            }
        }
    }
}
