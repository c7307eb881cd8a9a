using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Http;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections;

/// <summary>What a token must look like that a person got elsewhere and pastes.</summary>
internal static class PastedTokenRules
{
    private const int ShortestToken = 10;
    private const int LongestToken = 8000;
    private const int LongestScope = 64_000;
    private const int UsualLifeSeconds = 3600;

    /// <summary>Null, and every wrong field added, when the credentials are not valid.</summary>
    public static NewConnection? Judge(
        AddCredentialRequest request, ZoomCredentials credentials, UserId caller, DateTimeOffset now, List<FieldError> wrong)
    {
        Token(wrong, "credentials.access_token", credentials.AccessToken);
        if (credentials.RefreshToken is not null)
        {
            Token(wrong, "credentials.refresh_token", credentials.RefreshToken);
        }

        Client(wrong, credentials);
        Foreign(wrong, credentials);
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

    private static void Client(List<FieldError> wrong, ZoomCredentials credentials)
    {
        if (credentials.ClientId is not null)
        {
            CredentialRules.Length(
                wrong, "credentials.client_id", credentials.ClientId, CredentialRules.ShortestId, CredentialRules.LongestId);
        }

        if (credentials.ClientSecret is null)
        {
            return;
        }

        CredentialRules.Secret(wrong, "credentials.client_secret", credentials.ClientSecret);
        if (credentials.ClientId is null)
        {
            wrong.Add(new("credentials.client_id", "is missing beside client_secret: give both, or neither."));
        }
    }

    /// <summary>What does not go with a person's token.</summary>
    private static void Foreign(List<FieldError> wrong, ZoomCredentials credentials)
    {
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
    }

    private static void Token(List<FieldError> wrong, string field, string? value)
    {
        if (value is not { Length: >= ShortestToken and <= LongestToken })
        {
            wrong.Add(new(field, $"must be {ShortestToken} to {LongestToken} characters long; this one has {value?.Length ?? 0}."));
        }
        else if (value.Any(character => character is <= ' ' or > '~'))
        {
            wrong.Add(new(field, "holds a space, a line break or a letter that Zoom's tokens never have: copy it again."));
        }
    }
}
