using System.Collections.Concurrent;
using Reconvene.Server.Accounts;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections;

/// <summary>
/// The tokens of all connections of this process: one request to Zoom at a time for each, however many callers wait.
/// What one asks for, all get; a caller that leaves stops nobody.
/// </summary>
internal sealed class ConnectionTokens(TokenStore store, RenewToken renew, RejectConnection reject, TimeProvider time)
{
    /// <summary>A token is renewed this long before its end, so that it never dies on its way.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private const int MostFlights = 3;

    private readonly ConcurrentDictionary<ConnectionId, HeldToken> _held = new();
    private readonly ConcurrentDictionary<ConnectionId, Lazy<Task<ZoomResult<ZoomToken>>>> _flights = new();

    /// <summary>New credentials came, or the connections were removed: what the old ones gave is used no more.</summary>
    public void Forget(IEnumerable<ConnectionId> connections)
    {
        foreach (var connection in connections)
        {
            _held.TryRemove(connection, out _);
        }
    }

    public IZoomTokenSource For(TenantId tenant, ConnectionId connection) => new Source(this, tenant, connection);

    private ValueTask<ZoomResult<ZoomToken>> GetAsync(
        TenantId tenant, ConnectionId connection, CancellationToken cancellation) =>
        _held.TryGetValue(connection, out var held) && IsFresh(held.Token)
            ? ValueTask.FromResult(ZoomResult.Ok(held.Token))
            : new(FlyAsync(tenant, connection, refused: null).WaitAsync(cancellation));

    /// <summary>
    /// A flight that others began knows nothing of the refusal and may bring the very token that was refused: then one
    /// of its own follows, or the next 401 would be taken for Zoom's last word.
    /// </summary>
    private async ValueTask<ZoomResult<ZoomToken>> ReplaceAsync(
        TenantId tenant, ConnectionId connection, ZoomToken refused, CancellationToken cancellation)
    {
        for (var flight = 1; ; flight++)
        {
            Forget(connection, refused);
            var result = await FlyAsync(tenant, connection, refused).WaitAsync(cancellation);
            if (flight == MostFlights
                || result is not ZoomResult<ZoomToken>.Ok(var token)
                || token.AccessToken != refused.AccessToken)
            {
                return result;
            }
        }
    }

    private async ValueTask RejectAsync(
        TenantId tenant, ConnectionId connection, ZoomToken refused, ZoomFailure failure, CancellationToken cancellation)
    {
        Forget(connection, refused);
        if (await store.FindAsync(tenant, connection, cancellation) is { } row
            && row.Token?.AccessToken == refused.AccessToken)
        {
            await reject.RunAsync(row, failure.Reason, cancellation);
        }
    }

    private void Forget(ConnectionId connection, ZoomToken refused)
    {
        if (_held.TryGetValue(connection, out var held) && held.Token.AccessToken == refused.AccessToken)
        {
            _held.TryRemove(new KeyValuePair<ConnectionId, HeldToken>(connection, held));
        }
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

        public ValueTask RejectAsync(ZoomToken refused, ZoomFailure failure, CancellationToken cancellation) =>
            tokens.RejectAsync(tenant, connection, refused, failure, cancellation);
    }
}
