using System.Text.RegularExpressions;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.ZoomApps;

/// <summary>What the members of a Zoom app may be. Null passes: absent is judged by who asks.</summary>
internal static partial class ZoomAppRules
{
    /// <summary>The app that the settings describe. Only tenant 1 has it.</summary>
    public const string BootstrapName = "default";

    /// <summary>The app of the settings that people consent to, when it is another than the first. Only tenant 1 has it.</summary>
    public const string OAuthName = "oauth";

    private const string DeauthorizationName = "deauth";
    private const int LongestClientId = 200;
    private const int LongestSecret = 500;
    private const int LongestAddress = 2000;
    private const int MostSecrets = 5;

    public static IReadOnlyList<FieldError> Check(ZoomAppMembers members, TenantId tenant)
    {
        var errors = new List<FieldError>();
        Add(errors, "name", Name(members.Name, tenant));
        Add(errors, "client_id", ClientId(members.ClientId));
        Add(errors, "client_secret", ClientSecret(members.ClientSecret));
        Add(errors, "redirect_uri", RedirectUri(members.RedirectUri));
        Add(errors, "webhook_secrets", WebhookSecrets(members.WebhookSecrets));
        return errors;
    }

    private static string? Name(string? name, TenantId tenant) => name switch
    {
        null => null,
        DeauthorizationName => "is reserved for the deauthorization address: choose another.",
        BootstrapName or OAuthName when tenant != TenantId.First => "is reserved for the app of the server's settings: choose another.",
        _ => NamePattern().IsMatch(name) ? null : "must be 1 to 64 of a-z, 0-9 and '-'.",
    };

    private static string? ClientId(string? id) =>
        id is null || IsToken(id, LongestClientId)
            ? null
            : $"must be 1 to {LongestClientId} visible characters without spaces: copy it from the app's page at Zoom.";

    private static string? ClientSecret(string? secret) =>
        secret is null or "" || IsToken(secret, LongestSecret)
            ? null
            : $"must be at most {LongestSecret} visible characters without spaces: copy it from the app's page at Zoom.";

    private static string? RedirectUri(string? address) =>
        address is null or ""
        || (address.Length <= LongestAddress
            && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https")
            ? null
            : $"must be an absolute http or https address of at most {LongestAddress} characters.";

    private static string? WebhookSecrets(IReadOnlyList<string>? secrets) =>
        secrets is null || (secrets.Count <= MostSecrets && secrets.All(secret => IsToken(secret, LongestSecret)))
            ? null
            : $"must be at most {MostSecrets} secret tokens, each of 1 to {LongestSecret} visible characters without spaces.";

    private static bool IsToken(string? text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest && text.All(c => c is > ' ' and < '\u007f');

    private static void Add(List<FieldError> errors, string field, string? message)
    {
        if (message is not null)
        {
            errors.Add(new(field, message));
        }
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();
}
