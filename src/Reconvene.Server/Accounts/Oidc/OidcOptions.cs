using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Accounts.Oidc;

/// <summary>An OpenID Connect issuer whose access tokens are taken beside our own. Section <c>Oidc</c>; off by default.</summary>
internal sealed class OidcOptions
{
    /// <summary>The issuer exactly as its tokens name it, such as <c>https://id.example.org/realms/school</c>. Not set by default.</summary>
    [StringLength(500)]
    public string? Issuer
    {
        get;
        set => field = string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    /// <summary>What this server is called in the tokens' <c>aud</c>. Required with the issuer.</summary>
    [StringLength(500)]
    public string? Audience { get; set; }

    /// <summary>Lets a person in whose verified e-mail address an account here has. True by default.</summary>
    public bool MatchVerifiedEmail { get; set; } = true;

    /// <summary>Makes an account for a person who has none, of the verified e-mail address in the token. False by default.</summary>
    public bool AutoProvision { get; set; }

    /// <summary>
    /// Name of the claim with the tenant's id, which must be the person's; where to provision. Without it no claim is looked
    /// at, and who is provisioned joins the first tenant.
    /// </summary>
    [StringLength(200)]
    public string? TenantClaim { get; set; }

    /// <summary>
    /// Name of the claim with <c>owner</c>, <c>editor</c> or <c>viewer</c>, alone or in a list. It then decides what the
    /// person may do; without such a word in it the token is refused. Without it, the role on record counts, and who is
    /// provisioned is a viewer.
    /// </summary>
    [StringLength(200)]
    public string? RoleClaim { get; set; }

    /// <summary>Plain http is believed only on this machine.</summary>
    public static bool IsTrustworthy(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps
        || (address.Scheme == Uri.UriSchemeHttp && (IPAddress.TryParse(address.IdnHost, out var ip) ? IPAddress.IsLoopback(ip) : address.IsLoopback));
}

[OptionsValidator]
internal sealed partial class OidcOptionsValidator : IValidateOptions<OidcOptions>;

/// <summary>The rules that concern several settings at once.</summary>
internal sealed class OidcOptionsRules : IValidateOptions<OidcOptions>
{
    public ValidateOptionsResult Validate(string? name, OidcOptions options)
    {
        var wrong = new List<string>();
        if (options.Issuer is { } issuer && !IsIssuer(issuer))
        {
            wrong.Add("Oidc:Issuer must be an https address without query and fragment, such as https://id.example.org (http on this machine only).");
        }

        if (options.Issuer is not null && string.IsNullOrWhiteSpace(options.Audience))
        {
            wrong.Add("Oidc:Issuer is set without Oidc:Audience: set what this server is called in the issuer's tokens, or every token of that issuer would count here.");
        }

        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsIssuer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && OidcOptions.IsTrustworthy(uri)
        && uri.Query.Length is 0
        && uri.Fragment.Length is 0
        && uri.UserInfo.Length is 0;
}
