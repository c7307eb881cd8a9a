using System.Collections.Concurrent;
using Reconvene.Server.Accounts;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections;

/// <summary>
/// The tokens of all connections of this process: one request to Zoom at a time for each, however many callers wait.
/// What one asks for, all get; a caller that leaves stops nobody.
/// </summary>
internal sealed class ConnectionTokens(TokenStore store, RenewToken renew, TimeProvider time)
{
    /// <summary>A token is renewed this long before its end, so that it never dies on its way.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<ConnectionId, HeldToken> _held = new();
    private readonly ConcurrentDictionary<ConnectionId, Lazy<Task<ZoomResult<ZoomToken>>>> _flights = new();

    public IZoomTokenSource For(TenantId tenant, ConnectionId connection) => new Source(this, tenant, connection);

    private ValueTask<ZoomResult<ZoomToken>> GetAsync(
        TenantId tenant, ConnectionId connection, CancellationToken cancellation) =>
        _held.TryGetValue(connection, out var held) && IsFresh(held.Token)
            ? ValueTask.FromResult(ZoomResult.Ok(held.Token))
            : new(FlyAsync(tenant, connection, refused: null).WaitAsync(cancellation));

    private ValueTask<ZoomResult<ZoomToken>> ReplaceAsync(
        TenantId tenant, ConnectionId connection, ZoomToken refused, CancellationToken cancellation)
    {
        _held.TryRemove(connection, out _);
        return new(FlyAsync(tenant, connection, refused).WaitAsync(cancellation));
    }

    private Task<ZoomResult<ZoomToken>> FlyAsync(TenantId tenant, ConnectionId connection, ZoomToken? refused) =>
        _flights.GetOrAdd(connection, key => new(() => RunAsync(tenant, key, refused))).Value;

    private async Task<ZoomResult<ZoomToken>> RunAsync(TenantId tenant, ConnectionId connection, ZoomToken? refused)
    {
        await Task.Yield();
        try
        {
            // Nobody's own: it ends by the deadlines of what it calls.
            var row = await store.FindAsync(tenant, connection, CancellationToken.None);
            var result = row switch
            {
                null => ZoomResult.Failed<ZoomToken>(new(
                    ZoomFailureKind.CredentialRejected, $"Connection {connection.Value} was removed.")),
                { NeedsReauth: true } => ZoomResult.Failed<ZoomToken>(new(
                    ZoomFailureKind.CredentialRejected, row.Reason ?? "Zoom refused this connection: give new credentials.")),
                { Token: { } token } when IsFresh(token) && token.AccessToken != refused?.AccessToken =>
                    ZoomResult.Ok(token),
                _ => await renew.RunAsync(row, CancellationToken.None),
            };
            if (result is ZoomResult<ZoomToken>.Ok(var fresh))
            {
                _held[connection] = new HeldToken(fresh);
            }

            return result;
        }
        finally
        {
            _flights.TryRemove(connection, out _);
        }
    }

    private bool IsFresh(ZoomToken token) => token.ExpiresAt - Ahead > time.GetUtcNow();

    private sealed record HeldToken(ZoomToken Token);

    private sealed class Source(ConnectionTokens tokens, TenantId tenant, ConnectionId connection) : IZoomTokenSource
    {
        public ValueTask<ZoomResult<ZoomToken>> GetAsync(CancellationToken cancellation) =>
            tokens.GetAsync(tenant, connection, cancellation);

        public ValueTask<ZoomResult<ZoomToken>> ReplaceAsync(ZoomToken refused, CancellationToken cancellation) =>
            tokens.ReplaceAsync(tenant, connection, refused, cancellation);
    }
}
