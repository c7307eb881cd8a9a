using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Reconvene.Server.Platform.Http;

/// <summary>
/// The error answers of the API: <c>application/problem+json</c> (RFC 9457) with a machine-readable
/// <c>error_code</c>. The trace id is added where the answer is written.
/// </summary>
internal static class Problems
{
    public static ProblemHttpResult NotFound(string thing, object id) =>
        Make(StatusCodes.Status404NotFound, "not_found", $"There is no {thing} {id}: list them to see which ids exist.");

    public static ProblemHttpResult Conflict(string code, string detail) =>
        Make(StatusCodes.Status409Conflict, code, detail);

    public static ProblemHttpResult Malformed(string code, string detail) =>
        Make(StatusCodes.Status400BadRequest, code, detail);

    public static ProblemHttpResult Invalid(IReadOnlyList<FieldError> errors) =>
        TypedResults.Problem(InvalidDetails(errors));

    public static ProblemHttpResult Forbidden(string code, string detail) =>
        Make(StatusCodes.Status403Forbidden, code, detail);

    public static ProblemHttpResult Unavailable(string code, string detail) =>
        Make(StatusCodes.Status503ServiceUnavailable, code, detail);

    /// <summary>429, saying when to come back.</summary>
    public static ProblemHttpResult TooMany(HttpContext context, TimeSpan wait, string code, string detail)
    {
        SetRetryAfter(context, wait);
        return Make(StatusCodes.Status429TooManyRequests, code, detail);
    }

    /// <summary>Whole seconds, rounded up: whoever obeys does not come too early.</summary>
    public static void SetRetryAfter(HttpContext context, TimeSpan wait) => context.Response.Headers.RetryAfter =
        Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    public static ProblemHttpResult Make(int status, string code, string detail, IReadOnlyList<FieldError>? errors = null) =>
        TypedResults.Problem(Details(status, code, detail, errors));

    public static ProblemDetails InvalidDetails(IReadOnlyList<FieldError> errors) => Details(
        StatusCodes.Status422UnprocessableEntity,
        "validation_failed",
        errors.Count is 1 ? $"{errors[0].Field}: {errors[0].Message}" : $"{errors.Count} fields are not valid: see errors.",
        errors);

    public static ProblemDetails Details(
        int status, string code, string detail, IReadOnlyList<FieldError>? errors = null) => new()
    {
        Type = "about:blank",
        Status = status,
        Title = ReasonPhrases.GetReasonPhrase(status),
        Detail = detail,
        Extensions = { ["error_code"] = code, ["status_code"] = status, ["errors"] = errors ?? [] },
    };
}
