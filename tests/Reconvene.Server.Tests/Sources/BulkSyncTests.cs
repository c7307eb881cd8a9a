using System.Text.Json;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>One call that syncs many sources.</summary>
public sealed class BulkSyncTests
{
    private const string Route = "/api/v1/sources/bulk/sync";

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task All_active_sources_are_synced_and_one_that_cannot_be_is_a_row_and_stops_no_other(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var second = await AddAsync(world, "Second");
        var off = await AddAsync(world, "Switched off");
        await world.Owner.SendAsync(HttpMethod.Patch, $"/api/v1/sources/{off}", """{"is_active":false}""");

        var all = await world.Owner.SendAsync(HttpMethod.Post, Route);
        var named = await world.Owner.SendAsync(
            HttpMethod.Post, Route, $$"""{"source_ids":[{{second}},999,{{off}},{{world.Source}},{{second}}],"from_date":"2026-02-10","to_date":"2026-02-12"}""");
        await world.DrainAsync();

        Assert.True(all.Code is 202, all.Text);
        Assert.Equal([(world.Source, "queued"), (second, "queued")], Rows(all));
        Assert.Equal([(second, "queued"), (999, "refused"), (off, "refused"), (world.Source, "queued")], Rows(named));
        Assert.Equal("source_not_found", named.Json[1].GetProperty("error_code").GetString());
        Assert.Equal("source_inactive", named.Json[2].GetProperty("error_code").GetString());
        Assert.Equal("Second", named.Json[0].GetProperty("source_name").GetString());
        foreach (var row in all.Json.EnumerateArray().Concat(named.Json.EnumerateArray().Where(row => row.GetProperty("status").GetString() is "queued")))
        {
            var task = await world.GetAsync($"/api/v1/tasks/{row.GetProperty("task_id").GetString()}");
            Assert.True(task.State() is "SUCCESS", world.Explain(task));
        }
    }

    [Theory]
    [Engines]
    public async Task However_many_sources_of_a_credential_are_synced_what_an_event_brings_does_not_wait_for_them(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        for (var number = 0; number < 5; number++)
        {
            await AddAsync(world, $"Source {number}");
        }

        world.Control.AddFault(new FaultRule { Path = SyncScene.Listing, Gate = "lists", Times = null });
        Assert.Equal(202, (await world.Owner.SendAsync(HttpMethod.Post, Route)).Code);
        await world.ListingsAsync(2);

        var held = await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Meanwhile" }, CancellationToken.None);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await world.Control.WaitForRequestAsync(request => request.Route.StartsWith("/rec/download", StringComparison.Ordinal), patience.Token);
        world.Control.ReleaseGate("lists");
        world.Control.ClearFaults();
        await world.DrainAsync();

        Assert.NotNull(held);
        Assert.All(
            (await world.GetAsync("/api/v1/tasks?kind=sync-source&limit=100")).GetProperty("items").EnumerateArray(),
            task => Assert.Equal("SUCCESS", task.State()));
    }

    [Theory]
    [InlineData("""{"source_ids":[]}""", "source_ids")]
    [InlineData("""{"source_ids":["one"]}""", "source_ids[0]")]
    [InlineData("""{"from_date":"2026-02-10","to_date":"2026-02-01"}""", "from_date")]
    [InlineData("""{"sources":[1]}""", "sources")]
    public async Task What_cannot_be_meant_is_refused_by_name(string body, string field)
    {
        await using var world = await SyncScene.StartAsync(TestEngine.Sqlite, _clock);

        var answer = await world.Owner.SendAsync(HttpMethod.Post, Route, body);

        Assert.True(answer.Code is 422, $"{answer.Code} {answer.Text}");
        Assert.Equal([field], answer.Fields);
    }

    [Fact]
    public async Task More_than_a_thousand_ids_are_refused_and_a_thousand_are_not()
    {
        await using var world = await SyncScene.StartAsync(TestEngine.Sqlite, _clock);

        var many = await world.Owner.SendAsync(HttpMethod.Post, Route, JsonSerializer.Serialize(new { source_ids = Enumerable.Range(1, 1001) }));
        var most = await world.Owner.SendAsync(HttpMethod.Post, Route, JsonSerializer.Serialize(new { source_ids = Enumerable.Range(1, 1000) }));
        await world.DrainAsync();

        Assert.Equal((422, 202), (many.Code, most.Code));
        Assert.Equal(999, Rows(most).Count(row => row.Status is "refused"));
    }

    private static IReadOnlyList<(long Source, string Status)> Rows(Answer answer) =>
        [.. answer.Json.EnumerateArray().Select(row => (row.GetProperty("source_id").GetInt64(), row.GetProperty("status").GetString()!))];

    private static async Task<long> AddAsync(World world, string name)
    {
        var made = await world.Owner.SendAsync(
            HttpMethod.Post, "/api/v1/sources", $$"""{"name":"{{name}}","platform":"zoom","credential_id":{{world.Credential}}}""");
        return made.Json.GetProperty("id").GetInt64();
    }
}
