using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Alerts;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Platform.Alerts;

internal static class AlertEndpoints
{
    public static void MapAlerts(this WebApplication app)
    {
        var alerts = app.MapGroup("/api/v1/alerts").WithTags("Alerts").RequireAuthorization(Policies.Viewer);
        alerts.MapGet("/", List).WithName("ListAlerts");
    }

    /// <summary>Lists what a person should see, the newest first; with state only those that are open, or resolved.</summary>
    internal static async Task<Results<Ok<Page<AlertView>>, ProblemHttpResult>> List(
        string? state, int? limit, string? cursor, Caller caller, AlertQueries queries, CancellationToken cancellation)
    {
        var page = PageRequest.Read(limit, cursor, out var errors);
        var wanted = Read(state);
        if (state is not null && wanted is null)
        {
            errors = [.. errors, new("state", "must be open or resolved, or left out for all.")];
        }

        return page is null || errors.Count > 0
            ? Problems.Invalid(errors)
            : TypedResults.Ok(await queries.ListAsync(caller.Tenant, wanted, page, cancellation));
    }

    private static AlertState? Read(string? state) => state?.ToUpperInvariant() switch
    {
        "OPEN" => AlertState.Open,
        "RESOLVED" => AlertState.Resolved,
        _ => null,
    };
}
