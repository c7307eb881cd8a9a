using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Client.Ledger;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Ledger;

internal static class LedgerEndpoints
{
    /// <summary>The days that an answer covers when the caller names none.</summary>
    private const int UsualDays = 30;

    public static void MapLedger(this WebApplication app) =>
        app.MapGet("/api/v1/ledger", Get).WithName("GetLedger").WithTags("Ledger").RequireAuthorization(Policies.Viewer);

    /// <summary>
    /// For each connection and day (UTC): what Zoom listed, what is held, what is queued, what is missing and why, and when the
    /// day was last compared with a list of everyone's recordings. The last 30 days unless <c>from</c> and <c>to</c> (both
    /// included) say otherwise. Every day up to today stands in one row; days in a row without recordings stand together. More
    /// than 5,000 rows are refused.
    /// </summary>
    internal static async Task<Results<Ok<IReadOnlyList<LedgerDay>>, ProblemHttpResult>> Get(
        string? from, string? to, [FromQuery(Name = "credential_id")] long? credentialId, Caller caller, ConnectionQueries connections, LedgerQueries queries,
        TimeProvider time, CancellationToken cancellation)
    {
        if (new DayRange(from, to).Judge(time, UsualDays, out var errors) is not var (first, last))
        {
            return Problems.Invalid(errors);
        }

        if (credentialId is { } id && await connections.FindAsync(caller.Tenant, new(id), cancellation) is null)
        {
            return Problems.NotFound("credential", id);
        }

        var connection = credentialId is { } one ? new ConnectionId(one) : (ConnectionId?)null;
        return await queries.DaysAsync(caller.Tenant, connection, first, last, cancellation) is { } days
            ? TypedResults.Ok(days)
            : Problems.Invalid([new("from", $"and to make more than {LedgerQueries.MostRows} rows: ask for fewer days, or for one connection with credential_id.")]);
    }
}
