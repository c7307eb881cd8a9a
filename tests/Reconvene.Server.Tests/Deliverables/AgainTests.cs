using Reconvene.Server.Tests.Deliverables.Models;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables;

/// <summary>A deliverable made anew because somebody asks, and one that is removed.</summary>
public sealed class AgainTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_deliverable_is_made_anew_for_who_asks_though_nothing_has_changed(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        await scene.HoldAsync();
        var id = await IdAsync(scene);
        await ProcessAsync(scene);
        Assert.Single(scene.Script.Requests);

        var begun = await scene.World.Owner.SendAsync(HttpMethod.Post, $"/api/v1/deliverables/{id}/regenerate");
        await scene.World.DrainAsync();

        Assert.Equal((202, $"/api/v1/tasks/{begun.Json.GetProperty("task_id").GetString()}"), (begun.Code, begun.Headers["Location"]));
        Assert.Equal(2, (await scene.World.GetAsync($"/api/v1/deliverables/{id}")).GetProperty("version").GetInt32());
        Assert.Equal(2, (await scene.World.GetAsync($"/api/v1/deliverables/{id}/versions")).GetProperty("items").GetArrayLength());
        Assert.Equal(2, scene.Script.Requests.Count);
        Assert.Equal(404, (await scene.World.Owner.SendAsync(HttpMethod.Post, "/api/v1/deliverables/98765/regenerate")).Code);
    }

    [Theory]
    [Engines]
    public async Task What_a_removed_template_made_cannot_be_made_anew_and_says_why(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        await scene.World.Owner.SendAsync(HttpMethod.Post, "/api/v1/templates", """{"name":"board","title":"Board"}""");
        await scene.HoldAsync();
        await scene.World.Owner.SendAsync(HttpMethod.Delete, "/api/v1/templates/board");

        var refused = await scene.World.Owner.SendAsync(HttpMethod.Post, $"/api/v1/deliverables/{await IdAsync(scene)}/regenerate");

        Assert.Equal((409, "template_gone"), (refused.Code, refused.ErrorCode));
    }

    [Theory]
    [Engines]
    public async Task A_removed_deliverable_stays_away_until_somebody_asks(TestEngine engine)
    {
        await using var scene = await ModelScene.StartAsync(engine, _clock);
        await scene.HoldAsync();
        var id = await IdAsync(scene);
        Assert.Equal(204, (await scene.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/deliverables/{id}")).Code);
        Assert.Equal(404, (await scene.World.Owner.SendAsync(HttpMethod.Delete, $"/api/v1/deliverables/{id}")).Code);
        Assert.Equal(404, (await scene.World.Owner.SendAsync(HttpMethod.Get, $"/api/v1/deliverables/{id}/versions")).Code);
        Assert.Contains("deliverable.removed", (await scene.World.GetAsync("/api/v1/audit")).GetRawText(), StringComparison.Ordinal);

        // Something has changed, which would have it made anew.
        var recording = (await scene.RecordingAsync()).GetProperty("id").GetInt64();
        await scene.World.Owner.SendAsync(HttpMethod.Put, $"/api/v1/recordings/{recording}/speakers", """{"names":{"Maria Keller":"Maria K."}}""");
        await scene.World.DrainAsync();
        Assert.Equal(0, (await scene.RecordingAsync()).GetProperty("deliverables").GetArrayLength());

        await ProcessAsync(scene);
        Assert.Equal(1, (await scene.DeliverableAsync(), (await scene.RecordingAsync()).GetProperty("deliverables").GetArrayLength()).Item2);
    }

    private static async Task<long> IdAsync(ModelScene scene) =>
        (await scene.RecordingAsync()).GetProperty("deliverables")[0].GetProperty("id").GetInt64();

    private static async Task ProcessAsync(ModelScene scene)
    {
        var recording = (await scene.RecordingAsync()).GetProperty("id").GetInt64();
        Assert.Equal(202, (await scene.World.Owner.SendAsync(HttpMethod.Post, $"/api/v1/recordings/{recording}/process")).Code);
        await scene.World.DrainAsync();
    }
}
