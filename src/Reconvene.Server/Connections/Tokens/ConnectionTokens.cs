using System.Collections.Concurrent;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Tokens;

/// <summary>
/// The tokens of all connections of this process: one request to Zoom at a time for each, however many callers wait.
/// What one asks for, all get; a caller that leaves stops nobody, and neither does a server that stops: a new pair has
/// replaced the old one at Zoom, and would be lost.
/// </summary>
internal sealed class ConnectionTokens(TokenStore store, RenewToken renew, RejectConnection reject, TimeProvider time) : IAsyncDisposable
{
    /// <summary>A token is renewed this long before its end, so that it never dies on its way.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private const int MostFlights = 3;

    /// <summary>How long a server that stops waits for an answer of Zoom.</summary>
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<TokenKey, HeldToken> _held = new();
    private readonly ConcurrentDictionary<TokenKey, Lazy<Task<ZoomResult<ZoomToken>>>> _flights = new();

    /// <summary>New credentials came, or the connections were removed: what the old ones gave is used no more.</summary>
    public void Forget(IEnumerable<ConnectionId> connections)
    {
        var gone = connections.ToHashSet();
        foreach (var key in _held.Keys.Where(key => gone.Contains(key.Connection)))
        {
            _held.TryRemove(key, out _);
        }
    }

    public IZoomTokenSource For(TokenKey key) => new Source(this, key);

    /// <summary>Waits for what is on its way to be on record; the database is closed after this.</summary>
    public async ValueTask DisposeAsync()
    {
        // Real time, whatever our clock says; what one of them met is told to whoever waits for it.
        await ((Task)Task.WhenAll(_flights.Values.Select(flight => flight.Value)))
            .WaitAsync(LastWait, TimeProvider.System)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private ValueTask<ZoomResult<ZoomToken>> GetAsync(TokenKey key, CancellationToken cancellation) =>
        _held.TryGetValue(key, out var held) && held.GoodUntil > time.GetUtcNow()
            ? ValueTask.FromResult(ZoomResult.Ok(held.Token))
            : new(FlyAsync(key, refused: null).WaitAsync(cancellation));

    /// <summary>
    /// A flight that others began knows nothing of the refusal and may bring the very token that was refused: then one
    /// of its own follows, or the next 401 would be taken for Zoom's last word.
    /// </summary>
    private async ValueTask<ZoomResult<ZoomToken>> ReplaceAsync(
        TokenKey key, ZoomToken refused, CancellationToken cancellation)
    {
        for (var flight = 1; ; flight++)
        {
            Forget(key, refused);
            var result = await FlyAsync(key, refused).WaitAsync(cancellation);
            if (flight == MostFlights
                || result is not ZoomResult<ZoomToken>.Ok(var token)
                || token.AccessToken != refused.AccessToken)
            {
                return result;
            }
        }
    }

    private async ValueTask RejectAsync(
        TokenKey key, ZoomToken refused, ZoomFailure failure, CancellationToken cancellation)
    {
        Forget(key, refused);

        // A sub-account that refuses its token says nothing about the connection.
        if (key.SubAccount.Length is 0
            && await store.FindAsync(key, cancellation) is { } row
            && row.Token?.AccessToken == refused.AccessToken)
        {
            await reject.RunAsync(row, failure.Reason, cancellation);
        }
    }

    private void Forget(TokenKey key, ZoomToken refused)
    {
        if (_held.TryGetValue(key, out var held) && held.Token.AccessToken == refused.AccessToken)
        {
            _held.TryRemove(new KeyValuePair<TokenKey, HeldToken>(key, held));
        }
    }

    private Task<ZoomResult<ZoomToken>> FlyAsync(TokenKey key, ZoomToken? refused) =>
        _flights.GetOrAdd(key, one => new(() => RunAsync(one, refused))).Value;

    private async Task<ZoomResult<ZoomToken>> RunAsync(TokenKey key, ZoomToken? refused)
    {
        await Task.Yield();
        try
        {
            // Nobody's own: it ends by the deadlines of what it calls.
            var row = await store.FindAsync(key, CancellationToken.None);
            var result = row switch
            {
                null => ZoomResult.Failed<ZoomToken>(new(
                    ZoomFailureKind.CredentialRejected, $"Connection {key.Connection.Value} was removed.")),
                { NeedsReauth: true } => ZoomResult.Failed<ZoomToken>(RenewToken.Dead(row)),
                { Token: { } token } when GoodUntil(row, token) > time.GetUtcNow() && token.AccessToken != refused?.AccessToken =>
                    ZoomResult.Ok(token),
                _ => await renew.RunAsync(row, IsEarly(row, refused), CancellationToken.None),
            };
            if (result is ZoomResult<ZoomToken>.Ok(var fresh))
            {
                _held[key] = new HeldToken(fresh, GoodUntil(row!, fresh));
            }

            return result;
        }
        finally
        {
            _flights.TryRemove(key, out _);
        }
    }

    /// <summary>Refused while it should still hold: something else ended it.</summary>
    private bool IsEarly(ConnectionToken row, ZoomToken? refused) =>
        refused is not null && row.Token is { } token && token.AccessToken == refused.AccessToken
        && GoodUntil(row, token) > time.GetUtcNow();

    /// <summary>One that nothing can renew is used to its end.</summary>
    private static DateTimeOffset GoodUntil(ConnectionToken row, ZoomToken token) =>
        row.IsUserGrant && token.RefreshToken is null ? token.ExpiresAt : token.ExpiresAt - Ahead;

    private sealed record HeldToken(ZoomToken Token, DateTimeOffset GoodUntil);

    private sealed class Source(ConnectionTokens tokens, TokenKey key) : IZoomTokenSource
    {
        public ValueTask<ZoomResult<ZoomToken>> GetAsync(CancellationToken cancellation) =>
            tokens.GetAsync(key, cancellation);

        public ValueTask<ZoomResult<ZoomToken>> ReplaceAsync(ZoomToken refused, CancellationToken cancellation) =>
            tokens.ReplaceAsync(key, refused, cancellation);

        public ValueTask RejectAsync(ZoomToken refused, ZoomFailure failure, CancellationToken cancellation) =>
            tokens.RejectAsync(key, refused, failure, cancellation);
    }
}
