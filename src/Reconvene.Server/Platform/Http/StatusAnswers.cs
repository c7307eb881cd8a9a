using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Reconvene.Server.Platform.Http;

/// <summary>What an error status means when nobody said more: its code and its sentence.</summary>
internal static class StatusAnswers
{
    public static (string Code, string Detail) Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ("bad_request", "The request could not be read."),
        StatusCodes.Status401Unauthorized =>
            ("unauthorized", "This needs a sign-in: send Authorization: Bearer with a token or an API key, or X-Api-Key."),
        StatusCodes.Status403Forbidden => ("forbidden", "Your role does not allow this: ask an owner."),
        StatusCodes.Status404NotFound => ("not_found", "There is nothing at this address: /openapi.json lists what there is."),
        StatusCodes.Status405MethodNotAllowed =>
            ("method_not_allowed", "This address does not take that method: the Allow header names those it takes."),
        StatusCodes.Status413PayloadTooLarge =>
            ("body_too_large", "The body is larger than this address takes, 1 MiB unless its description says otherwise."),
        StatusCodes.Status415UnsupportedMediaType =>
            ("unsupported_media_type", "The body must be JSON: send Content-Type: application/json."),
        StatusCodes.Status429TooManyRequests =>
            ("rate_limited", "Too many requests: wait as long as the Retry-After header says."),
        StatusCodes.Status503ServiceUnavailable =>
            ("unavailable", "The server cannot do this now: try again after the time in the Retry-After header."),
        >= 500 => ("internal_error", "The server failed to answer; its log tells why, under this trace id."),
        _ => ("request_failed", "The request was refused."),
    };

    /// <summary>Gives an error without a body (no route, wrong method, no sign-in) its problem.</summary>
    public static Task WriteAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        var explained = http.Response.StatusCode is StatusCodes.Status400BadRequest ? BadRequests.Explain(http) : null;
        var problem = explained ?? new ProblemDetails { Status = http.Response.StatusCode };
        http.Response.StatusCode = problem.Status!.Value;
        if (http.Features.Get<ProblemHint>() is { } hint)
        {
            problem.Detail = hint.Detail;
            problem.Extensions["error_code"] = hint.Code;
        }

        return http.RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(new() { HttpContext = http, ProblemDetails = problem })
            .AsTask();
    }
}
