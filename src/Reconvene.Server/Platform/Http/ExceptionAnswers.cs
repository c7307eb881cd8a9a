using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Data.Integrity;

namespace Reconvene.Server.Platform.Http;

/// <summary>The boundary: turns what was thrown into an answer. Nothing of the exception itself goes out.</summary>
internal sealed partial class ExceptionAnswers(IProblemDetailsService problems, ILogger<ExceptionAnswers> logger)
    : IExceptionHandler
{
    private static readonly Refusal Away = new(
        "database_unavailable",
        TimeSpan.FromSeconds(5),
        "The database does not answer now: nothing was changed, try again in a few seconds.");

    private static readonly Refusal OutcomeUnknown = new(
        "outcome_unknown",
        TimeSpan.FromSeconds(5),
        "The database went away while the change was being stored: look whether it is there before you send it again.");

    /// <summary>Where and how is for the operator: /readyz names that it is so, the log what to do.</summary>
    private static readonly Refusal Damaged = new(
        "database_damaged",
        TimeSpan.FromMinutes(5),
        "The database is damaged and takes no changes: what to do stands in the server's log; until then what can be read is still shown.");

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var problem = exception switch
        {
            BadHttpRequestException bad => BadRequests.Explain(bad),
            // It is a DbException too, and says more.
            OutcomeUnknownException unknown => Unavailable(httpContext, unknown, OutcomeUnknown),
            DbException damaged when damaged is DatabaseDamagedException || damaged.IsDamage() =>
                Unavailable(httpContext, damaged, Damaged),
            DbException away when away.IsUnavailable() => Unavailable(httpContext, away, Away),
            _ => OurFault(exception),
        };
        httpContext.Response.StatusCode = problem.Status!.Value;
        await problems.WriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
        return true;
    }

    private ProblemDetails Unavailable(HttpContext context, Exception error, Refusal refusal)
    {
        Log.DatabaseUnavailable(logger, error);
        Problems.SetRetryAfter(context, refusal.Wait);
        return Problems.Details(StatusCodes.Status503ServiceUnavailable, refusal.Code, refusal.Sentence);
    }

    private ProblemDetails OurFault(Exception error)
    {
        Log.RequestFailed(logger, error);
        return new ProblemDetails { Status = StatusCodes.Status500InternalServerError };
    }

    /// <summary>What a caller is told, and when to come again.</summary>
    private sealed record Refusal(string Code, TimeSpan Wait, string Sentence);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A request was answered with 503: the database is unavailable")]
        public static partial void DatabaseUnavailable(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Error, "A request failed; this is a fault of the server")]
        public static partial void RequestFailed(ILogger logger, Exception error);
    }
}
