using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Platform.Http;

/// <summary>
/// Writes every problem, whichever way it arose, and completes it: all members are always there. A program is answered in
/// JSON even when it asked for something else; a person, on a page, by a page.
/// </summary>
internal sealed class ProblemWriter(
    IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json, IEnumerable<IProblemPage> pages) : IProblemDetailsService
{
    public ValueTask WriteAsync(ProblemDetailsContext context) => new(WriteAsync(context.HttpContext, context.ProblemDetails));

    public async ValueTask<bool> TryWriteAsync(ProblemDetailsContext context)
    {
        await WriteAsync(context);
        return true;
    }

    private Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        var status = problem.Status ?? context.Response.StatusCode;
        var known = StatusAnswers.Of(status);
        problem.Status = status;
        problem.Type ??= "about:blank";
        problem.Title ??= ReasonPhrases.GetReasonPhrase(status);
        problem.Detail ??= known.Detail;
        problem.Extensions.TryAdd("error_code", known.Code);
        problem.Extensions.TryAdd("status_code", status);
        problem.Extensions.TryAdd("errors", Array.Empty<FieldError>());
        problem.Extensions["trace_id"] = TraceId(context);

        context.Response.StatusCode = status;
        if (pages.FirstOrDefault(page => page.Takes(context)) is { } page)
        {
            return page.WriteAsync(context, problem);
        }

        return context.Response.WriteAsJsonAsync(
            problem, json.Value.SerializerOptions, "application/problem+json", context.RequestAborted);
    }

    /// <summary>The id under which the log tells about this request.</summary>
    public static string TraceId(HttpContext context) =>
        Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
