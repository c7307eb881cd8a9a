using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

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
        Make(
            StatusCodes.Status422UnprocessableEntity,
            "validation_failed",
            errors.Count is 1 ? $"{errors[0].Field}: {errors[0].Message}" : $"{errors.Count} fields are not valid: see errors.",
            errors);

    public static ProblemHttpResult Unavailable(string code, string detail) =>
        Make(StatusCodes.Status503ServiceUnavailable, code, detail);

    public static ProblemHttpResult Make(int status, string code, string detail, IReadOnlyList<FieldError>? errors = null)
    {
        var problem = new ProblemDetails
        {
            Status = status,
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            Detail = detail,
            Extensions = { ["error_code"] = code, ["status_code"] = status, ["errors"] = errors ?? [] },
        };
        return TypedResults.Problem(problem);
    }
}
