using Reconvene.Client.Accounts;

namespace Reconvene.Server.Accounts;

/// <summary>What a person who signed in is answered; never kept by anything in between.</summary>
internal sealed class LoginAnswers(AccessTokens tokens, SignIns signIns)
{
    /// <summary>Begins a sign-in.</summary>
    public async Task<LoginAnswer> BeginAsync(HttpContext context, UserRow user, CancellationToken cancellation) =>
        Of(context, user, await signIns.BeginAsync(user, AuthEndpoints.AddressOf(context), cancellation));

    public LoginAnswer Of(HttpContext context, UserRow user, RefreshToken refresh)
    {
        context.Response.Headers.CacheControl = "no-store";
        return new LoginAnswer(
            tokens.Make(user),
            "bearer",
            (int)AccessTokens.Life.TotalSeconds,
            refresh.Text,
            (long)refresh.Life.TotalSeconds,
            (AccountRole)user.RoleInTenant,
            user.TenantId.Value,
            UserQueries.View(user));
    }
}
