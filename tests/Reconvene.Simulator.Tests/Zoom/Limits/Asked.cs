using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom.Limits;

/// <summary>Many calls, one after the other.</summary>
internal static class Asked
{
    public static async Task<List<int>> StatusesAsync(Sim sim, int count, string path, string? token = null)
    {
        token ??= await sim.TokenAsync();
        var statuses = new List<int>();
        for (var i = 0; i < count; i++)
        {
            using var answer = await sim.SendAsync(HttpMethod.Get, path, token);
            statuses.Add((int)answer.StatusCode);
        }

        return statuses;
    }
}
