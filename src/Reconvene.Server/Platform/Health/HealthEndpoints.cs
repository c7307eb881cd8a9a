using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Health;

namespace Reconvene.Server.Platform.Health;

internal static class HealthEndpoints
{
    /// <summary>Answers while the process lives, whatever else is broken.</summary>
    internal static Ok<HealthState> Live() => TypedResults.Ok(new HealthState("ok"));

    /// <summary>Lists what the server needs and how it is; 503 when it cannot do its work.</summary>
    internal static async Task<Results<Ok<IReadOnlyList<HealthItem>>, JsonHttpResult<IReadOnlyList<HealthItem>>>> Ready(
        Readiness readiness, CancellationToken cancellation)
    {
        var items = await readiness.LookAsync(cancellation);
        return items.Any(item => item.Status is HealthStatus.Error)
            ? TypedResults.Json(items, statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Ok(items);
    }
}
