using System.Text.Json;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Accounts.Oidc;

/// <summary>A person as a proven token names them.</summary>
/// <param name="Issuer">Who says so.</param>
/// <param name="Subject">The person, for that issuer, for ever.</param>
/// <param name="IssuedAt">When the token was made.</param>
/// <param name="Claims">All that it says.</param>
internal sealed record OidcPerson(string Issuer, string Subject, DateTimeOffset IssuedAt, JsonElement Claims)
{
    private const int LongestSubject = 255;
    private const long LastSecond = 253_402_300_799;

    /// <summary>The address, if the issuer has made sure that it is the person's.</summary>
    public string? VerifiedEmail => IsTrue("email_verified") && Text("email") is { } email && EmailAddress.IsPlausible(email)
        ? email
        : null;

    public string? Name => Text("name") is { } name && PersonName.Refuse(name) is null ? name : null;

    /// <summary>Null when the claims lack what every person has.</summary>
    public static OidcPerson? Read(JsonElement claims) =>
        claims.TextOf("iss") is { } issuer
        && claims.TextOf("sub") is { Length: > 0 and <= LongestSubject } subject
        && claims.TryGetProperty("iat", out var issued)
        && issued.ValueKind is JsonValueKind.Number
        && issued.TryGetDouble(out var seconds)
        && seconds is > 0 and < LastSecond
            ? new OidcPerson(issuer, subject, DateTimeOffset.FromUnixTimeSeconds((long)seconds), claims)
            : null;

    /// <summary>The tenant that a claim names; null when it names none.</summary>
    public TenantId? Tenant(string claim) => Claims.TryGetProperty(claim, out var value) switch
    {
        true when value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) => new TenantId(number),
        true when value.ValueKind is JsonValueKind.String && long.TryParse(
            value.GetString(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) => new TenantId(number),
        _ => null,
    };

    /// <summary>The highest role that a claim names, alone or in a list; null when it names none.</summary>
    public Role? Role(string claim)
    {
        if (!Claims.TryGetProperty(claim, out var value))
        {
            return null;
        }

        var words = value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value };
        return words
            .Where(word => word.ValueKind is JsonValueKind.String)
            .Select(word => word.GetString() switch
            {
                Policies.Owner => Accounts.Role.Owner,
                Policies.Editor => Accounts.Role.Editor,
                Policies.Viewer => Accounts.Role.Viewer,
                _ => (Role?)null,
            })
            .Max();
    }

    public override string ToString() => "***";

    private string? Text(string name) => Claims.TextOf(name);

    // Some issuers write it as text.
    private bool IsTrue(string name) => Claims.TryGetProperty(name, out var value)
        && (value.ValueKind is JsonValueKind.True || (value.ValueKind is JsonValueKind.String && value.GetString() is "true"));
}
