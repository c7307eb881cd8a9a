using System.Collections.Concurrent;
using Reconvene.Simulator.Zoom.Apps;

namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>All tokens given out so far. Each begins with a mark that a search for leaks can find.</summary>
internal sealed class TokenStore(int seed, SimulatorClock clock, SimulatorSwitches switches)
{
    private readonly ConcurrentDictionary<string, IssuedToken> _tokens = new(StringComparer.Ordinal);
    private readonly SeededRandom _random = SeededRandom.For(seed, "tokens");
    private readonly Lock _gate = new();

    /// <summary>A token for the files of one meeting.</summary>
    public IssuedToken Issue(TokenKind kind, TimeSpan life, string meetingUuid) =>
        Keep(new IssuedToken(Value(kind), kind, clock.GetUtcNow() + life, []) { MeetingUuid = meetingUuid });

    /// <summary>A token of an app for an account, without a user.</summary>
    public IssuedToken Issue(ZoomApp app, string accountId, IReadOnlyList<string> scopes)
    {
        lock (_gate)
        {
            if (switches.OneServerToServerTokenAtATime)
            {
                Drop(token => token.App == app && token.AccountId == accountId);
            }

            return Keep(NewAccess(scopes) with { App = app, AccountId = accountId });
        }
    }

    /// <summary>The access token of a consent's newest pair.</summary>
    public IssuedToken Issue(Grant grant) => Keep(NewAccess(grant.Scopes) with
    {
        App = grant.App, AccountId = grant.User.AccountId, Grant = grant, Generation = grant.Generation,
    });

    /// <summary>The token whether or not it still holds; null when it was never given out.</summary>
    public IssuedToken? Find(string value) => _tokens.GetValueOrDefault(value);

    /// <summary>It has neither run out nor been taken back.</summary>
    public bool Holds(IssuedToken token) => token.ExpiresAt > clock.GetUtcNow() && IsAlive(token);

    /// <summary>Nobody has taken it back; it may have run out.</summary>
    public bool IsAlive(IssuedToken token) =>
        token.App is not { IsEnabled: false }
        && (token.Grant is not { } grant
            || (!grant.IsEnded && (switches.ReplacedAccessTokenHolds || token.Generation == grant.Generation)));

    /// <summary>Takes a token of this app back, and with it the consent that it comes from.</summary>
    public bool Revoke(ZoomApp app, string value)
    {
        if (Find(value) is not { Kind: TokenKind.Access } token || token.App != app || !_tokens.TryRemove(value, out _))
        {
            return false;
        }

        if (token.Grant is { } grant)
        {
            grant.IsEnded = true;
        }

        return true;
    }

    /// <summary>Takes all access tokens of an app back; consents stay.</summary>
    public void DropAll(ZoomApp app) => Drop(token => token.App == app);

    public void ExpireAll()
    {
        foreach (var (value, token) in _tokens)
        {
            _tokens[value] = token with { ExpiresAt = DateTimeOffset.MinValue };
        }
    }

    private IssuedToken NewAccess(IReadOnlyList<string> scopes) =>
        new(Value(TokenKind.Access), TokenKind.Access, clock.GetUtcNow() + switches.TokenLife, scopes);

    private IssuedToken Keep(IssuedToken token) => _tokens[token.Value] = token;

    private void Drop(Func<IssuedToken, bool> which)
    {
        foreach (var (value, _) in _tokens.Where(pair => which(pair.Value)))
        {
            _tokens.TryRemove(value, out _);
        }
    }

    private string Value(TokenKind kind)
    {
        var prefix = kind switch
        {
            TokenKind.Access => "simtok_",
            TokenKind.Download => "simdl_",
            _ => "simhooktok_",
        };
        lock (_gate)
        {
            return prefix + _random.Text(180);
        }
    }
}
