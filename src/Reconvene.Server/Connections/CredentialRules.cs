using Reconvene.Client.Connections;
using Reconvene.Server.Platform.Http;
using Reconvene.Zoom;

namespace Reconvene.Server.Connections;

/// <summary>What Zoom credentials must look like before anyone tries them.</summary>
internal static class CredentialRules
{
    private const int ShortestId = 5;
    private const int LongestId = 200;
    private const int ShortestSecret = 10;
    private const int LongestSecret = 500;
    private const int LongestName = 320;

    /// <summary>Null, and every wrong field, when the request is not valid.</summary>
    public static NewConnection? Judge(AddCredentialRequest request, out IReadOnlyList<FieldError> errors)
    {
        var wrong = new List<FieldError>();
        if (!string.Equals(request.Platform, "zoom", StringComparison.OrdinalIgnoreCase))
        {
            wrong.Add(new("platform", "must be zoom."));
        }

        if (request.AccountName is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > LongestName))
        {
            wrong.Add(new("account_name", $"must be 1 to {LongestName} characters long, or be left out."));
        }

        if (request.Credentials is not { } credentials)
        {
            wrong.Add(new("credentials", "is missing: give account_id, client_id and client_secret of a Server-to-Server OAuth app."));
            errors = wrong;
            return null;
        }

        Length(wrong, "credentials.account_id", credentials.AccountId, ShortestId, LongestId);
        Length(wrong, "credentials.client_id", credentials.ClientId, ShortestId, LongestId);
        Secret(wrong, "credentials.client_secret", credentials.ClientSecret);
        if (credentials.Account?.Length > LongestName)
        {
            wrong.Add(new("credentials.account", $"must be {LongestName} characters long at most."));
        }

        errors = wrong;
        return wrong.Count > 0
            ? null
            : new NewConnection(
                request.AccountName?.Trim() ?? credentials.Account ?? credentials.AccountId!,
                credentials.Account,
                credentials.AccountId!,
                credentials.ClientId!,
                new Secret(credentials.ClientSecret!),
                credentials.IsMasterAccount ?? false);
    }

    public static IReadOnlyList<FieldError> Judge(ChangeCredentialRequest request)
    {
        var wrong = new List<FieldError>();
        if (request.AccountName is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > LongestName))
        {
            wrong.Add(new("account_name", $"must be 1 to {LongestName} characters long."));
        }

        if (request.ClientSecret is not null)
        {
            Secret(wrong, "client_secret", request.ClientSecret);
        }

        return wrong;
    }

    private static void Secret(List<FieldError> wrong, string field, string? value)
    {
        Length(wrong, field, value, ShortestSecret, LongestSecret);
        if (value is not null && value.Any(character => character is <= ' ' or > '~'))
        {
            wrong.Add(new(field, "holds a space, a line break or a letter that Zoom's secrets never have: copy it again from the Marketplace."));
        }
    }

    private static void Length(List<FieldError> wrong, string field, string? value, int shortest, int longest)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            wrong.Add(new(field, $"is missing: copy it from the app's page in the Zoom Marketplace ({shortest} characters or more)."));
        }
        else if (value.Length < shortest || value.Length > longest)
        {
            wrong.Add(new(field, $"must be {shortest} to {longest} characters long; this one has {value.Length}."));
        }
    }
}
