using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Consent;

/// <summary>What a person's consent gave, and whose it is.</summary>
internal sealed record ConsentGrant(ZoomToken Token, string ZoomUserId, string ZoomEmail, string? ZoomAccountId)
{
    public override string ToString() => "***";
}

/// <summary>The secret half of a grant as it is sealed while it waits.</summary>
internal sealed record GrantSecrets(string Access, DateTimeOffset ExpiresAt, string? Refresh, string? Scope, string? ApiUrl)
{
    public static GrantSecrets Of(ZoomToken token) => new(
        token.AccessToken.Reveal(),
        token.ExpiresAt,
        token.RefreshToken?.Reveal(),
        token.Scopes is null ? null : string.Join(' ', token.Scopes),
        token.ApiUrl);

    public ZoomToken ToToken() => new(new Secret(Access), ExpiresAt)
    {
        RefreshToken = Refresh is null ? null : new Secret(Refresh),
        Scopes = Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ApiUrl = ApiUrl,
    };

    public override string ToString() => "***";
}
