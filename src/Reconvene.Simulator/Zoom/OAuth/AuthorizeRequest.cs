using Reconvene.Simulator.Control;
using Reconvene.Simulator.Zoom.Apps;

namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>What an app asks a user for. Further parameters, such as a scope, are ignored as at Zoom.</summary>
internal sealed record AuthorizeRequest(ZoomApp App, string RedirectUri, string? State, string? Challenge)
{
    /// <summary>The request, or what the error page says. An address that is not the app's is never redirected to.</summary>
    public static (AuthorizeRequest? Request, OAuthError? Error) Read(Func<string, string?> parameter, AppRegistry apps)
    {
        var clientId = parameter("client_id") ?? "";
        if (apps.Find(clientId) is not { Kind: AppKind.UserManaged } app)
        {
            return (null, OAuthError.UnknownClient(clientId));
        }

        if (!app.IsEnabled)
        {
            return (null, OAuthError.AppDisabled);
        }

        var redirectUri = parameter("redirect_uri") ?? "";
        if (!app.RedirectUris.Contains(redirectUri, StringComparer.Ordinal))
        {
            return (null, OAuthError.WrongRedirect(redirectUri));
        }

        if (parameter("response_type") != "code")
        {
            return (null, OAuthError.WrongRequest("Invalid response type: expected code."));
        }

        var challenge = parameter("code_challenge");
        return challenge is not null && parameter("code_challenge_method") != "S256"
            ? (null, OAuthError.WrongRequest("Invalid code challenge method: expected S256."))
            : (new AuthorizeRequest(app, redirectUri, parameter("state"), challenge), null);
    }

    public Uri Allowed(string code) => Back($"code={code}");

    /// <summary>Zoom does not document what it sends then; this is the standard's word [RFC 6749, 4.1.2.1].</summary>
    public Uri Declined() => Back("error=access_denied");

    private Uri Back(string answer)
    {
        var joint = RedirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var state = State is null ? "" : $"&state={Uri.EscapeDataString(State)}";
        return new Uri($"{RedirectUri}{joint}{answer}{state}");
    }
}
