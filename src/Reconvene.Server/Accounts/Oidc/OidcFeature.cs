using Microsoft.Extensions.Options;

namespace Reconvene.Server.Accounts.Oidc;

/// <summary>Access tokens of one outside issuer.</summary>
internal static class OidcFeature
{
    public static void AddOidc(this IServiceCollection services)
    {
        services.AddOptions<OidcOptions>().BindConfiguration("Oidc").ValidateOnStart();
        services.AddSingleton<IValidateOptions<OidcOptions>, OidcOptionsValidator>();
        services.AddSingleton<IValidateOptions<OidcOptions>, OidcOptionsRules>();
        services.AddSingleton<OidcDiscovery>();
        services.AddSingleton<OidcKeys>();
        services.AddSingleton<OidcTokens>();
        services.AddSingleton<IdentityStore>();
        services.AddSingleton<JoinByIdentity>();
        services.AddSingleton<OidcCallers>();
    }
}
