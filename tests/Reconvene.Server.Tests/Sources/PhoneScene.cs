using System.Text.Json;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>Short words for sources of Zoom Phone.</summary>
internal static class PhoneScene
{
    /// <summary>A world whose app may read Zoom Phone, and whose source takes what is said.</summary>
    public static async Task<World> StartAsync(TestEngine engine, TestClock clock, object config, bool withPhone = true)
    {
        var world = await World.StartAsync(engine, clock, withPhone: withPhone);
        await world.StayAsync();
        var answer = await world.Owner.SendAsync(
            HttpMethod.Patch, $"/api/v1/sources/{world.Source}", JsonSerializer.Serialize(new { config }));
        Assert.True(answer.Code is 200, answer.Text);
        return world;
    }

    public static IReadOnlyList<JsonElement> Rows(this JsonElement task) =>
        [.. task.GetProperty("result").GetProperty("users").EnumerateArray()];

    public static async Task<IReadOnlyList<JsonElement>> OfKindAsync(this World world, string kind) =>
        [.. (await world.RecordingsAsync()).Where(one => one.GetProperty("kind").GetString() == kind)];

    /// <summary>How often a path that begins so was asked for.</summary>
    public static int Asked(this World world, string path) =>
        world.Control.Log.Count(request => request.Path.StartsWith(path, StringComparison.Ordinal));
}
