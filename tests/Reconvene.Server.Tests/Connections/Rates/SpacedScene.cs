using System.Text.Json;
using Reconvene.Server.Tests.Sources;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>A world whose calls wait for their turn, and whose clock goes on while they do.</summary>
internal static class SpacedScene
{
    /// <summary>Short beside the time between two turns.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);

    public static async Task<World> StartAsync(TestEngine engine, TestClock clock, object config)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Zoom:SpaceCalls"] = "true" };
        var world = await World.StartAsync(engine, clock, settings, withPhone: true);
        await world.StayAsync();
        var answer = await world.Owner.SendAsync(
            HttpMethod.Patch, $"/api/v1/sources/{world.Source}", JsonSerializer.Serialize(new { config }));
        Assert.True(answer.Code is 200, answer.Text);
        return world;
    }

    /// <summary>Looks again and again until it is so, and lets the clock go on whenever no call is on its way.</summary>
    public static async Task<T> UntilAsync<T>(this World world, Func<Task<T>> look, Func<T, bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var seen = -1;
        while (true)
        {
            var found = await look();
            if (isSo(found))
            {
                return found;
            }

            limit.Token.ThrowIfCancellationRequested();
            var log = world.Control.Log;
            if (log.Count == seen && log.All(request => request.IsFinished))
            {
                world.Clock!.Advance(Step);
            }

            seen = log.Count;
        }
    }

    public static async Task<JsonElement> RateAsync(this World world, string family, string label) =>
        (await world.GetAsync($"/api/v1/credentials/{world.Credential}/rates")).GetProperty("rates").EnumerateArray()
            .Single(rate => rate.GetProperty("family").GetString() == family && rate.GetProperty("label").GetString() == label);
}
