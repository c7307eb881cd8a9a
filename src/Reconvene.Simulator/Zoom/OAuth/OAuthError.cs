namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>Why no token is given: Zoom's number, its text and the word of the standard.</summary>
internal sealed record OAuthError(int Code, string Reason, string Error)
{
    public static OAuthError WrongClient => new(4702, "Invalid client_id or client_secret", "invalid_client");

    public static OAuthError AppDisabled => new(4717, "The app has been disabled", "invalid_client");

    public static OAuthError NoGrantType => new(4706, "Missing grant type", "invalid_request");

    public static OAuthError UnsupportedGrantType => new(4705, "Unsupported grant type", "unsupported_grant_type");

    public static OAuthError WrongAccount => new(4700, "Bad Request", "invalid_request");

    public static OAuthError EmptyToken => new(4700, "Token cannot be empty.", "invalid_request");

    public static OAuthError RedirectMismatch => new(4709, "Redirect URI mismatch.", "invalid_request");

    public static OAuthError CodeExpired => new(4733, "Authorization code expired.", "invalid_request");

    public static OAuthError WrongVerifier => new(4700, "Invalid code verifier.", "invalid_request");

    public static OAuthError DeadToken => new(4741, "Invalid Token!", "invalid_grant");

    /// <summary>Zoom repeats the code in its answer [live].</summary>
    public static OAuthError WrongCode(string code) => new(4734, $"Invalid authorization code {code}", "invalid_request");

    public static OAuthError WrongRedirect(string redirectUri) =>
        new(4700, $"Invalid redirect: {redirectUri}", "invalid_request");

    public static OAuthError UnknownClient(string clientId) => new(4702, $"Invalid client: {clientId}", "invalid_client");

    public static OAuthError WrongRequest(string reason) => new(4700, reason, "invalid_request");
}
