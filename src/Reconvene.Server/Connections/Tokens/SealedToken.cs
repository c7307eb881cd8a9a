using Reconvene.Server.Platform.Secrets;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Tokens;

/// <summary>A token as it stands in its row, and in the spill file: secrets sealed to the place where they belong.</summary>
internal sealed record SealedToken(
    byte[] Access, DateTimeOffset ExpiresAt, byte[]? Refresh, string? Scope, string? ApiUrl)
{
    private const int LongestScope = 64_000;

    public static async ValueTask<SealedToken> SealAsync(
        Sealer sealer, TokenKey key, ZoomToken token, CancellationToken cancellation) => new(
            await sealer.SealAsync(key.Tenant, AccessPlace(key), token.AccessToken.Reveal(), cancellation),
            token.ExpiresAt,
            token.RefreshToken is { IsEmpty: false } refresh
                ? await sealer.SealAsync(key.Tenant, RefreshPlace(key), refresh.Reveal(), cancellation)
                : null,
            Fit(token.Scopes),
            token.ApiUrl);

    public async ValueTask<ZoomToken> OpenAsync(Sealer sealer, TokenKey key, CancellationToken cancellation) =>
        new(new Secret(await sealer.OpenTextAsync(key.Tenant, AccessPlace(key), Access, cancellation)), ExpiresAt)
        {
            RefreshToken = Refresh is null
                ? null
                : new Secret(await sealer.OpenTextAsync(key.Tenant, RefreshPlace(key), Refresh, cancellation)),
            Scopes = Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ApiUrl = ApiUrl,
        };

    public override string ToString() => "***";

    /// <summary>All scopes of Zoom together are a third of this; beyond it whole names are left out.</summary>
    private static string? Fit(IReadOnlyList<string>? scopes)
    {
        var text = scopes is null ? null : string.Join(' ', scopes);
        return text is null || text.Length <= LongestScope ? text : text[..text.LastIndexOf(' ', LongestScope)];
    }

    private static SealedPlace AccessPlace(TokenKey key) => new("zoom_tokens", "access_token_sealed", Row(key));

    private static SealedPlace RefreshPlace(TokenKey key) => new("zoom_tokens", "refresh_token_sealed", Row(key));

    private static string Row(TokenKey key) => $"{key.Connection.Value}/{key.SubAccount}";
}
