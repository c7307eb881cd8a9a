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
    private static readonly TimeSpan DatabaseWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MendingWait = TimeSpan.FromMinutes(5);

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var problem = exception switch
        {
            BadHttpRequestException bad => BadRequests.Explain(bad),
            OutcomeUnknownException unknown => OutcomeUnknown(httpContext, unknown),
            DbException damaged when damaged is DatabaseDamagedException || damaged.IsDamage() => Damaged(httpContext, damaged),
            DbException database when database.IsUnavailable() => StorageAway(httpContext, database),
            _ => OurFault(exception),
        };
        httpContext.Response.StatusCode = problem.Status!.Value;
        await problems.WriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
        return true;
    }

    private ProblemDetails StorageAway(HttpContext context, DbException error)
    {
        Log.DatabaseUnavailable(logger, error);
        Problems.SetRetryAfter(context, DatabaseWait);
        return Problems.Details(
            StatusCodes.Status503ServiceUnavailable,
            "database_unavailable",
            "The database does not answer now: nothing was changed, try again in a few seconds.");
    }

    /// <summary>Where and how is for the operator: /readyz names that it is so, the log what to do.</summary>
    private ProblemDetails Damaged(HttpContext context, DbException error)
    {
        Log.DatabaseUnavailable(logger, error);
        Problems.SetRetryAfter(context, MendingWait);
        return Problems.Details(
            StatusCodes.Status503ServiceUnavailable,
            "database_damaged",
            "The database is damaged and takes no changes: what to do stands in the server's log; until then what can be read is still shown.");
    }

    private ProblemDetails OutcomeUnknown(HttpContext context, OutcomeUnknownException error)
    {
        Log.DatabaseUnavailable(logger, error);
        Problems.SetRetryAfter(context, DatabaseWait);
        return Problems.Details(
            StatusCodes.Status503ServiceUnavailable,
            "outcome_unknown",
            "The database went away while the change was being stored: look whether it is there before you send it again.");
    }

    private ProblemDetails OurFault(Exception error)
    {
        Log.RequestFailed(logger, error);
        return new ProblemDetails { Status = StatusCodes.Status500InternalServerError };
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A request was answered with 503: the database is unavailable")]
        public static partial void DatabaseUnavailable(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Error, "A request failed; this is a fault of the server")]
        public static partial void RequestFailed(ILogger logger, Exception error);
    }
}
