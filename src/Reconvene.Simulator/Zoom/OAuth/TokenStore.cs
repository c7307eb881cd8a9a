using System.Collections.Concurrent;

namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>All tokens given out so far. Each begins with a mark that a search for leaks can find.</summary>
internal sealed class TokenStore(int seed, SimulatorClock clock)
{
    private readonly ConcurrentDictionary<string, IssuedToken> _tokens = new(StringComparer.Ordinal);
    private readonly SeededRandom _random = SeededRandom.For(seed, "tokens");
    private readonly Lock _gate = new();

    public IssuedToken Issue(TokenKind kind, TimeSpan life, IReadOnlyList<string> scopes, string? meetingUuid = null)
    {
        var prefix = kind switch
        {
            TokenKind.Access => "simtok_",
            TokenKind.Download => "simdl_",
            _ => "simhooktok_",
        };
        string value;
        lock (_gate)
        {
            value = prefix + _random.Text(180);
        }

        return _tokens[value] = new IssuedToken(value, kind, clock.GetUtcNow() + life, scopes, meetingUuid);
    }

    /// <summary>The token whether or not it still holds; null when it was never given out.</summary>
    public IssuedToken? Find(string value) => _tokens.GetValueOrDefault(value);

    public bool Holds(IssuedToken token) => token.ExpiresAt > clock.GetUtcNow();

    public bool Revoke(string value) => _tokens.TryRemove(value, out _);

    public void ExpireAll()
    {
        foreach (var (value, token) in _tokens)
        {
            _tokens[value] = token with { ExpiresAt = DateTimeOffset.MinValue };
        }
    }
}
