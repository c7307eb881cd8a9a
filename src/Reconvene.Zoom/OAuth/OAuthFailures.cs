using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Reconvene.Zoom.Calls;

namespace Reconvene.Zoom.OAuth;

/// <summary>
/// Says what a refusal of the token endpoint means. Zoom's <c>error</c> decides, then its number; its text only where
/// one <c>error</c> stands for several things. The HTTP status, 400 or 401, tells nothing.
/// </summary>
internal static partial class OAuthFailures
{
    public static ZoomFailure FromAnswer(
        OAuthRequest request, int status, HttpResponseHeaders headers, ErrorBody body, DateTimeOffset now)
    {
        var plain = Failures.FromAnswer(request.What, status, headers, body, paging: false, now);
        if (plain.Kind is ZoomFailureKind.RateLimited or ZoomFailureKind.DailyLimit or ZoomFailureKind.Unavailable)
        {
            return plain;
        }

        var code = body.Code ?? CodeIn(body.Message);
        var problem = plain.MissingScopes.Count > 0
            ? OAuthProblem.Other
            : ProblemOf(request.Purpose, body.Error, code, body.Message);
        var kind = KindOf(problem) ?? plain.Kind;
        return plain with
        {
            Kind = kind,
            Reason = Failures.Sentence(request.What, status, body, Advice(request.Purpose, problem, kind)),
            ZoomCode = code,
            OAuthProblem = problem,
        };
    }

    private static OAuthProblem ProblemOf(OAuthPurpose purpose, string? error, int? code, string reason) =>
        OfError(purpose, error, reason)
        ?? OfCode(purpose, code)
        ?? OfText(purpose, error, reason)
        ?? OAuthProblem.Other;

    private static OAuthProblem? OfError(OAuthPurpose purpose, string? error, string reason) => error switch
    {
        "invalid_client" => Says(reason, "disabled") || Says(reason, "deactivated")
            ? OAuthProblem.AppDisabled
            : OAuthProblem.ClientRejected,
        "invalid_grant" when Says(reason, "redirect") => OAuthProblem.RedirectMismatch,
        "invalid_grant" => Grant(purpose),
        "invalid_request" when purpose != OAuthPurpose.Code && Says(reason, "Invalid Token") => OAuthProblem.GrantDead,
        _ => null,
    };

    private static OAuthProblem? OfCode(OAuthPurpose purpose, int? code) => code switch
    {
        4702 or 4704 => OAuthProblem.ClientRejected,
        4709 => OAuthProblem.RedirectMismatch,
        4717 or 4738 => OAuthProblem.AppDisabled,
        4733 or 4734 or 4737 => Grant(purpose),
        4735 or 4740 or 4741 => OAuthProblem.GrantDead,

        // Of a token that is asked for with a refresh token it means that token; elsewhere, the scopes.
        4711 when purpose == OAuthPurpose.Refresh => OAuthProblem.GrantDead,
        _ => null,
    };

    private static OAuthProblem? OfText(OAuthPurpose purpose, string? error, string reason) =>
        purpose != OAuthPurpose.Code || error != "invalid_request" ? null
        : Says(reason, "redirect") ? OAuthProblem.RedirectMismatch
        : Says(reason, "authorization code") ? OAuthProblem.CodeInvalid
        : null;

    private static OAuthProblem Grant(OAuthPurpose purpose) =>
        purpose == OAuthPurpose.Code ? OAuthProblem.CodeInvalid : OAuthProblem.GrantDead;

    private static ZoomFailureKind? KindOf(OAuthProblem problem) => problem switch
    {
        OAuthProblem.Other => null,
        OAuthProblem.RedirectMismatch => ZoomFailureKind.Rejected,
        _ => ZoomFailureKind.CredentialRejected,
    };

    private static string Advice(OAuthPurpose purpose, OAuthProblem problem, ZoomFailureKind kind) => problem switch
    {
        OAuthProblem.GrantDead when purpose == OAuthPurpose.ServerToServer =>
            "the app may not act for this account: check the account id and that the app is activated",
        OAuthProblem.GrantDead => "the authorization has ended: reconnect this Zoom account",
        OAuthProblem.ClientRejected =>
            "the client id or the client secret is wrong or was changed: copy both from the Zoom app's credentials",
        OAuthProblem.AppDisabled =>
            "the Zoom app is switched off: activate it, or have the account's administrator allow it, then reconnect",
        OAuthProblem.RedirectMismatch =>
            "add exactly the redirect address of this server to the Zoom app's allow list",
        OAuthProblem.CodeInvalid =>
            "the authorization code is used up, older than five minutes or of another app: begin to connect again",
        _ when purpose == OAuthPurpose.ServerToServer && kind == ZoomFailureKind.Rejected =>
            "check the account id and that the app is a server-to-server app",
        _ => Failures.Advice(kind),
    };

    private static bool Says(string reason, string words) => reason.Contains(words, StringComparison.OrdinalIgnoreCase);

    // The token endpoint writes its numbers into the text, sometimes as "4,709".
    private static int? CodeIn(string reason) =>
        Number().Match(reason) is { Success: true } found
            ? int.Parse(found.Value.Replace(",", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"\b4,?7[0-9]{2}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
