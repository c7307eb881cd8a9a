using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Rates;
using Reconvene.Server.Platform.Http;
using Reconvene.Zoom;

namespace Reconvene.Server.Connections;

/// <summary>What Zoom credentials must look like before anyone tries them.</summary>
internal static class CredentialRules
{
    internal const int ShortestId = 5;
    internal const int LongestId = 200;
    private const int ShortestSecret = 10;
    private const int LongestSecret = 500;
    private const int LongestName = 320;

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

        Plan(wrong, request.Plan);
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

        var connection = credentials.AccessToken is null
            ? ServerToServer(request, credentials, wrong)
            : PastedTokenRules.Judge(request, credentials, caller, now, wrong);
        return request.Plan is { } plan && connection is not null ? connection with { Plan = RateNames.Plan(plan)! } : connection;
    }

    public static IReadOnlyList<FieldError> Judge(ChangeCredentialRequest request)
    {
        var wrong = new List<FieldError>();
        if (request.AccountName is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > LongestName))
        {
            wrong.Add(new("account_name", $"must be 1 to {LongestName} characters long."));
        }

        Plan(wrong, request.Plan);
        if (request.ClientSecret is not null)
        {
            Secret(wrong, "client_secret", request.ClientSecret);
        }

        return wrong;
    }

    private static void Plan(List<FieldError> wrong, string? plan)
    {
        if (plan is not null && RateNames.Plan(plan) is null)
        {
            wrong.Add(new("plan", "must be free, pro or business (also for Education and Enterprise): Zoom's rate limits go by it. Left out it is pro."));
        }
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

    internal static void Secret(List<FieldError> wrong, string field, string? value)
    {
        Length(wrong, field, value, ShortestSecret, LongestSecret);
        if (value is not null && value.Any(character => character is <= ' ' or > '~'))
        {
            wrong.Add(new(field, "holds a space, a line break or a letter that Zoom's secrets never have: copy it again from the Marketplace."));
        }
    }

    internal static void Length(List<FieldError> wrong, string field, string? value, int shortest, int longest)
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
