using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Http;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections;

/// <summary>What Zoom credentials must look like before anyone tries them.</summary>
internal static class CredentialRules
{
    private const int ShortestId = 5;
    private const int LongestId = 200;
    private const int ShortestSecret = 10;
    private const int LongestSecret = 500;
    private const int LongestName = 320;
    private const int LongestToken = 8000;
    private const int LongestScope = 8000;
    private const int UsualLifeSeconds = 3600;

    /// <summary>Null, and every wrong field, when the request is not valid.</summary>
    public static NewConnection? Judge(
        AddCredentialRequest request, UserId caller, DateTimeOffset now, out IReadOnlyList<FieldError> errors)
    {
        var wrong = new List<FieldError>();
        errors = wrong;
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
            wrong.Add(new(
                "credentials",
                "is missing: give account_id, client_id and client_secret of a Server-to-Server OAuth app, or an access_token."));
            return null;
        }

        if (credentials.Account?.Length > LongestName)
        {
            wrong.Add(new("credentials.account", $"must be {LongestName} characters long at most."));
        }

        return credentials.AccessToken is null
            ? ServerToServer(request, credentials, wrong)
            : Pasted(request, credentials, caller, now, wrong);
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

    private static NewConnection? ServerToServer(
        AddCredentialRequest request, ZoomCredentials credentials, List<FieldError> wrong)
    {
        Length(wrong, "credentials.account_id", credentials.AccountId, ShortestId, LongestId);
        Length(wrong, "credentials.client_id", credentials.ClientId, ShortestId, LongestId);
        Secret(wrong, "credentials.client_secret", credentials.ClientSecret);
        foreach (var (field, isGiven) in ((string, bool)[])
        [
            ("refresh_token", credentials.RefreshToken is not null),
            ("expires_in", credentials.ExpiresIn is not null),
            ("expiry", credentials.Expiry is not null),
        ])
        {
            if (isGiven)
            {
                wrong.Add(new($"credentials.{field}", "belongs to a pasted OAuth token: give access_token beside it, or leave it out."));
            }
        }

        return wrong.Count > 0
            ? null
            : new NewConnection
            {
                AccountName = request.AccountName?.Trim() ?? credentials.Account ?? credentials.AccountId!,
                Account = credentials.Account,
                GrantKind = GrantKind.ServerToServer,
                AccountId = credentials.AccountId,
                ClientId = credentials.ClientId!,
                ClientSecret = new Secret(credentials.ClientSecret!),
                IsMasterAccount = credentials.IsMasterAccount ?? false,
            };
    }

    private static NewConnection? Pasted(
        AddCredentialRequest request, ZoomCredentials credentials, UserId caller, DateTimeOffset now, List<FieldError> wrong)
    {
        Token(wrong, "credentials.access_token", credentials.AccessToken);
        if (credentials.RefreshToken is not null)
        {
            Token(wrong, "credentials.refresh_token", credentials.RefreshToken);
        }

        if (credentials.ClientId is not null)
        {
            Length(wrong, "credentials.client_id", credentials.ClientId, ShortestId, LongestId);
        }

        if (credentials.ClientSecret is not null)
        {
            Secret(wrong, "credentials.client_secret", credentials.ClientSecret);
            if (credentials.ClientId is null)
            {
                wrong.Add(new("credentials.client_id", "is missing beside client_secret: give both, or neither."));
            }
        }

        if (credentials.IsMasterAccount is true)
        {
            wrong.Add(new("credentials.is_master_account", "needs a Server-to-Server app: an OAuth token sees one person's recordings alone."));
        }

        if (credentials.AccountId is not null)
        {
            wrong.Add(new("credentials.account_id", "belongs to a Server-to-Server app: leave it out beside access_token."));
        }

        if (credentials.TokenType is { } type && !string.Equals(type, "bearer", StringComparison.OrdinalIgnoreCase))
        {
            wrong.Add(new("credentials.token_type", "must be bearer, or be left out."));
        }

        if (credentials.Scope?.Length > LongestScope)
        {
            wrong.Add(new("credentials.scope", $"must be {LongestScope} characters long at most."));
        }

        var expiresAt = credentials.Expiry ?? now + TimeSpan.FromSeconds(credentials.ExpiresIn ?? UsualLifeSeconds);
        if (credentials.ExpiresIn is <= 0)
        {
            wrong.Add(new("credentials.expires_in", "must be a positive number of seconds."));
        }
        else if (expiresAt <= now && credentials.RefreshToken is null)
        {
            wrong.Add(new("credentials.expiry", "is in the past, and there is no refresh_token: get a new token at Zoom."));
        }

        return wrong.Count > 0
            ? null
            : new NewConnection
            {
                AccountName = request.AccountName?.Trim() ?? credentials.Account ?? "Zoom user",
                Account = credentials.Account,
                GrantKind = GrantKind.User,
                ClientId = credentials.ClientId ?? "",
                ClientSecret = credentials.ClientSecret is { } secret ? new Secret(secret) : default,
                User = caller,
                Token = new ZoomToken(new Secret(credentials.AccessToken!), expiresAt)
                {
                    RefreshToken = credentials.RefreshToken is { } refresh ? new Secret(refresh) : null,
                    Scopes = credentials.Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                },
            };
    }

    private static void Token(List<FieldError> wrong, string field, string? value)
    {
        if (value is not { Length: >= ShortestSecret and <= LongestToken })
        {
            wrong.Add(new(field, $"must be {ShortestSecret} to {LongestToken} characters long; this one has {value?.Length ?? 0}."));
        }
        else if (value.Any(character => character is <= ' ' or > '~'))
        {
            wrong.Add(new(field, "holds a space, a line break or a letter that Zoom's tokens never have: copy it again."));
        }
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
