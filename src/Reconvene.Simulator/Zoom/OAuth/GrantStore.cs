using System.Security.Cryptography;
using System.Text;
using Reconvene.Simulator.Zoom.Apps;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>Codes, consents and refresh tokens. One user and one app have one live pair at a time.</summary>
internal sealed class GrantStore(int seed, SimulatorClock clock, TokenStore tokens, AppRegistry apps, SimulatorSwitches switches)
{
    private readonly Dictionary<string, Code> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RefreshToken> _refreshTokens = new(StringComparer.Ordinal);
    private readonly List<Grant> _grants = [];
    private readonly SeededRandom _random = SeededRandom.For(seed, "grants");
    private readonly Lock _gate = new();

    public IReadOnlyList<Grant> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _grants];
            }
        }
    }

    public void EndAllOf(ZoomUser user)
    {
        foreach (var grant in All.Where(grant => grant.User == user))
        {
            grant.IsEnded = true;
        }
    }

    public string IssueCode(AuthorizeRequest request, ZoomUser user)
    {
        lock (_gate)
        {
            var value = "simcode_" + _random.Text(24);
            _codes[value] = new Code(request, user, clock.GetUtcNow() + switches.AuthorizationCodeLife);
            return value;
        }
    }

    /// <summary>Whom a code stands for, used or not.</summary>
    public ZoomUser? UserOf(string code)
    {
        lock (_gate)
        {
            return _codes.GetValueOrDefault(code)?.User;
        }
    }

    public RefreshToken? FindRefreshToken(string value)
    {
        lock (_gate)
        {
            return _refreshTokens.GetValueOrDefault(value);
        }
    }

    /// <summary>Exchanges a code, once. The former consent of the same user to the same app ends.</summary>
    public (TokenPair? Pair, OAuthError? Error) Redeem(ZoomApp app, string code, string? redirectUri, string? verifier)
    {
        lock (_gate)
        {
            if (!_codes.TryGetValue(code, out var issued) || issued.Request.App != app || issued.IsUsed)
            {
                return (null, OAuthError.WrongCode(code));
            }

            if (issued.ExpiresAt <= clock.GetUtcNow())
            {
                return (null, OAuthError.CodeExpired);
            }

            if (redirectUri != issued.Request.RedirectUri)
            {
                return (null, OAuthError.RedirectMismatch);
            }

            if (issued.Request.Challenge is { } challenge && !Answers(verifier, challenge))
            {
                return (null, OAuthError.WrongVerifier);
            }

            issued.IsUsed = true;
            return (Begin(app, issued.User), null);
        }
    }

    /// <summary>Exchanges a refresh token for a new pair.</summary>
    public (TokenPair? Pair, OAuthError? Error) Refresh(ZoomApp app, string value)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (!_refreshTokens.TryGetValue(value, out var token) || token.Grant.App != app || !Holds(token, now))
            {
                return (null, OAuthError.DeadToken);
            }

            token.ReplacedAt ??= now;
            token.Grant.Generation++;
            return (Pair(token.Grant), null);
        }
    }

    public Grant? FindLive(ZoomApp app, ZoomUser user) =>
        All.LastOrDefault(grant => grant.App == app && grant.User == user && !grant.IsEnded);

    private TokenPair Begin(ZoomApp app, ZoomUser user)
    {
        foreach (var former in _grants.Where(grant => grant.App == app && grant.User == user))
        {
            former.IsEnded = true;
        }

        var begun = new Grant(_grants.Count + 1, app, user, apps.ScopesOf(app));
        _grants.Add(begun);
        return Pair(begun);
    }

    private TokenPair Pair(Grant grant)
    {
        foreach (var older in _refreshTokens.Values.Where(token => token.Grant == grant))
        {
            older.ReplacedAt ??= clock.GetUtcNow();
        }

        var refresh = new RefreshToken(
            "simrefresh_" + _random.Text(180), grant, grant.Generation, clock.GetUtcNow() + switches.RefreshTokenLife);
        _refreshTokens[refresh.Value] = refresh;
        return new TokenPair(tokens.Issue(grant), refresh);
    }

    private bool Holds(RefreshToken token, DateTimeOffset now) =>
        !token.Grant.IsEnded
        && token.ExpiresAt > now
        && (token.ReplacedAt is not { } replacedAt || now - replacedAt < switches.ReplacedRefreshTokenLife);

    private static bool Answers(string? verifier, string challenge) =>
        verifier is { Length: >= 43 and <= 128 }
        && Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_')
            == challenge;

    private sealed record Code(AuthorizeRequest Request, ZoomUser User, DateTimeOffset ExpiresAt)
    {
        public bool IsUsed { get; set; }
    }
}
