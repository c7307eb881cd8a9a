using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Connections.Rates;

internal static class RateEndpoints
{
    public static void MapRates(this WebApplication app)
    {
        var credentials = app.MapGroup("/api/v1/credentials").WithTags("Credentials").RequireAuthorization(Policies.Viewer);
        credentials.MapGet("/{id:long}/rates", Get).WithName("GetCredentialRates");
    }

    /// <summary>Shows how much a connection's Zoom account may still be asked: limits, what is used of them, and what sleeps.</summary>
    internal static async Task<Results<Ok<CredentialRates>, ProblemHttpResult>> Get(
        long id, Caller caller, RateQueries queries, CancellationToken cancellation) =>
        await queries.FindAsync(caller.Tenant, new(id), cancellation) is { } rates
            ? TypedResults.Ok(rates)
            : Problems.NotFound("credential", id);
}
