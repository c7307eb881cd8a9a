using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Server.Platform.Http;
using Reconvene.Zoom;

namespace Reconvene.Server.Connections;

/// <summary>What Zoom did to a call that someone waits for, as an answer of the API.</summary>
internal static class ZoomProblems
{
    /// <summary>As long as Zoom's limits by the second last at most.</summary>
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(30);

    /// <summary>The problem to answer with.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="context">The request; gets <c>Retry-After</c> where waiting helps.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="pageField">The parameter that the page came in, for a listing that is too old to go on.</param>
    public static ProblemHttpResult Of(ZoomFailure failure, HttpContext context, DateTimeOffset now, string pageField = "cursor")
    {
        switch (failure.Kind)
        {
            case ZoomFailureKind.RateLimited or ZoomFailureKind.DailyLimit:
                Problems.SetRetryAfter(context, failure.NotBefore - now ?? UsualWait);
                return Problems.Unavailable("zoom_rate_limited", failure.Reason);
            case ZoomFailureKind.Unavailable or ZoomFailureKind.Unreadable:
                Problems.SetRetryAfter(context, failure.NotBefore - now ?? Outage);
                return Problems.Unavailable("zoom_unavailable", failure.Reason);
            case ZoomFailureKind.PagingExpired:
                return Problems.Invalid([new(pageField, "is too old: a listing of Zoom's must go on within 15 minutes. Start again without it.")]);
            case ZoomFailureKind.CredentialRejected:
                return Problems.Conflict("needs_reauth", failure.Reason);
            case ZoomFailureKind.ScopeMissing:
                return Problems.Conflict("scope_missing", failure.ToFailure().Reason);
            case ZoomFailureKind.PermissionDenied or ZoomFailureKind.HostRefused:
                return Problems.Conflict("zoom_refused", failure.Reason);
            case ZoomFailureKind.Rejected:
                return Problems.Make(StatusCodes.Status422UnprocessableEntity, "zoom_refused", failure.Reason);
            case ZoomFailureKind.Gone:
                return Problems.Make(StatusCodes.Status404NotFound, "not_found_at_zoom", failure.Reason);
            case ZoomFailureKind.NotReady:
                return Problems.Conflict("not_ready_at_zoom", failure.Reason);
            default:
                throw new UnreachableException();
        }
    }
}
