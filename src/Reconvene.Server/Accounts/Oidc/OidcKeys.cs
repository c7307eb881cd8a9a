using Microsoft.IdentityModel.Tokens;

namespace Reconvene.Server.Accounts.Oidc;

/// <summary>
/// The issuer's keys, kept for an hour and asked for again when a token names another, at most once a minute: whoever
/// makes up key ids cannot make us ask more often. While the issuer does not answer, known keys serve for a day.
/// </summary>
internal sealed partial class OidcKeys(OidcDiscovery discovery, TimeProvider time, ILogger<OidcKeys> logger) : IDisposable
{
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    public static readonly TimeSpan BetweenTries = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Known? _known;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;
    private bool _lastTryFailed;

    public async Task<KeyOutcome> FindAsync(string keyId, CancellationToken cancellation)
    {
        if (_known is { } known && known.At > time.GetUtcNow() - Fresh && known.Keys.TryGetValue(keyId, out var key))
        {
            return new KeyOutcome.Found(key);
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            if (now - _triedAt >= BetweenTries)
            {
                await FetchAsync(now);
            }

            return Look(keyId, now);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private KeyOutcome Look(string keyId, DateTimeOffset now)
    {
        if (_known is { } known && known.At > now - Longest && known.Keys.TryGetValue(keyId, out var key))
        {
            return new KeyOutcome.Found(key);
        }

        return _lastTryFailed ? new KeyOutcome.Away(_triedAt + BetweenTries - now) : new KeyOutcome.Unknown();
    }

    /// <summary>Not ended with the request that began it: others wait for the same answer.</summary>
    private async Task FetchAsync(DateTimeOffset now)
    {
        _triedAt = now;
        try
        {
            _known = new Known(await discovery.FetchKeysAsync(CancellationToken.None), now);
            _lastTryFailed = false;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            _lastTryFailed = true;
            Log.Away(logger, error.Message);
        }
    }

    private sealed record Known(IReadOnlyDictionary<string, JsonWebKey> Keys, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The keys of the OIDC issuer could not be had: {Reason}")]
        public static partial void Away(ILogger logger, string reason);
    }
}

/// <summary>Whether the issuer has a key.</summary>
internal abstract record KeyOutcome
{
    internal sealed record Found(JsonWebKey Key) : KeyOutcome;

    internal sealed record Unknown : KeyOutcome;

    /// <summary>It cannot be asked just now.</summary>
    internal sealed record Away(TimeSpan Wait) : KeyOutcome;
}
