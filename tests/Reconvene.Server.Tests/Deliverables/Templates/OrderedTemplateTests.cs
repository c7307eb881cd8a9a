using System.Text.Json;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Templates;

/// <summary>A template that a person ordered for one recording stays with it.</summary>
public sealed class OrderedTemplateTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task What_is_corrected_is_made_anew_by_the_template_that_was_ordered_and_by_no_other(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine, _clock);
        var key = await world.Owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"of the test","scope":"manage"}""");
        world.Owner.DefaultRequestHeaders.Authorization = new("Bearer", key.Json.GetProperty("key").GetString());
        var made = await world.Owner.SendAsync(
            HttpMethod.Post, "/api/v1/templates", """{"name":"board","title":"Board","rules":{"topic_contains":["nothing like it"]}}""");
        Assert.Equal(201, made.Code);
        var held = await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "Ordered", Dialogue = "design.en", Files = ["audio", "transcript"], SendWebhooks = false },
            CancellationToken.None);

        var ordered = await world.Owner.SendAsync(HttpMethod.Post, $"/api/zoom/download/{held.Meeting.Number}", """{"template":"board"}""");
        await world.DrainAsync();
        Assert.Equal(202, ordered.Code);
        Assert.Equal([("board", 1)], await TemplatesAsync(world));

        var id = (await FindAsync(world)).GetProperty("id").GetInt64();
        var named = await world.Owner.SendAsync(HttpMethod.Put, $"/api/v1/recordings/{id}/speakers", """{"names":{"Omar Haddad":"Omar"}}""");
        await world.DrainAsync();
        Assert.Equal(200, named.Code);
        Assert.Equal([("board", 2)], await TemplatesAsync(world));
    }

    private static async Task<IReadOnlyList<(string?, int)>> TemplatesAsync(World world)
    {
        var id = (await FindAsync(world)).GetProperty("id").GetInt64();
        return
        [
            .. (await world.GetAsync($"/api/v1/recordings/{id}/deliverables")).GetProperty("items").EnumerateArray()
                .Select(one => (one.GetProperty("template").GetString(), one.GetProperty("version").GetInt32())),
        ];
    }

    private static async Task<JsonElement> FindAsync(World world) =>
        (await world.RecordingsAsync()).Single(one => one.GetProperty("topic").GetString() == "Ordered");
}
