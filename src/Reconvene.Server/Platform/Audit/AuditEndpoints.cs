using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Audit;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Platform.Audit;

internal static class AuditEndpoints
{
    private const int AllDays = 4_000_000;

    public static void MapAudit(this WebApplication app)
    {
        var audit = app.MapGroup("/api/v1/audit").WithTags("Audit").RequireAuthorization(Policies.Owner);
        audit.MapGet("/", List).WithName("ListAudit");
    }

    /// <summary>Lists who did what, the newest first; of one action or subject, and between two days, when asked so.</summary>
    internal static async Task<Results<Ok<Page<AuditEntryView>>, ProblemHttpResult>> List(
        int? limit,
        string? cursor,
        string? action,
        string? subject,
        string? from,
        string? to,
        Caller caller,
        AuditQueries queries,
        TimeProvider time,
        CancellationToken cancellation)
    {
        var page = PageRequest.Read(limit, cursor, out var pageErrors);
        var days = new DayRange(from, to).Judge(time, AllDays, out var dayErrors);
        if (page is null || days is not var (first, last))
        {
            return Problems.Invalid([.. pageErrors, .. dayErrors]);
        }

        var filter = new AuditFilter(action, subject, from is null ? null : Start(first), to is null ? null : Start(last.AddDays(1)));
        return TypedResults.Ok(await queries.ListAsync(caller.Tenant, filter, page, cancellation));
    }

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
