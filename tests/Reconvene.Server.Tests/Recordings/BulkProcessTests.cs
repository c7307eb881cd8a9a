using System.Text.Json;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Server.Tests.Sources;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>One call that takes many recordings through their steps again.</summary>
public sealed class BulkProcessTests
{
    private const string Route = "/api/v1/recordings/bulk/process";

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task Each_recording_has_its_task_and_one_that_is_not_there_is_a_row_and_stops_no_other(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var ids = new List<long>();
        foreach (var topic in (string[])["One", "Two"])
        {
            await world.Control.HoldMeetingAsync(new() { Topic = topic, Files = ["audio", "transcript"] }, CancellationToken.None);
            await world.DrainAsync();
            ids.Add((await world.OnlyRecordingOfAsync(topic)).GetProperty("id").GetInt64());
        }

        var before = world.Readings();

        var answer = await world.Owner.SendAsync(
            HttpMethod.Post, Route, $$"""{"recording_ids":[{{ids[1]}},999,{{ids[0]}},{{ids[1]}}]}""");
        await world.DrainAsync();

        Assert.True(answer.Code is 202, answer.Text);
        Assert.Equal(
            [(ids[1], "queued", "Two"), (999, "refused", null), (ids[0], "queued", "One")],
            answer.Json.EnumerateArray().Select(row =>
                (row.GetProperty("recording_id").GetInt64(), row.GetProperty("status").GetString()!, row.GetProperty("topic").GetString())));
        Assert.Equal("recording_not_found", answer.Json[1].GetProperty("error_code").GetString());
        foreach (var row in (JsonElement[])[answer.Json[0], answer.Json[2]])
        {
            var task = await world.GetAsync($"/api/v1/tasks/{row.GetProperty("task_id").GetString()}");
            Assert.True(task.Text("state") is "SUCCESS", world.Explain(task));
        }

        Assert.Equal(before + 2, world.Readings());
    }

    [Theory]
    [InlineData("{}", "recording_ids")]
    [InlineData("""{"recording_ids":[]}""", "recording_ids")]
    [InlineData("""{"recording_ids":["one"]}""", "recording_ids[0]")]
    [InlineData("""{"recordings":[1]}""", "recordings")]
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

        var many = await world.Owner.SendAsync(HttpMethod.Post, Route, JsonSerializer.Serialize(new { recording_ids = Enumerable.Range(1, 1001) }));
        var most = await world.Owner.SendAsync(HttpMethod.Post, Route, JsonSerializer.Serialize(new { recording_ids = Enumerable.Range(1, 1000) }));

        Assert.Equal((422, 202), (many.Code, most.Code));
        Assert.All(most.Json.EnumerateArray(), row => Assert.Equal("refused", row.GetProperty("status").GetString()));
    }
}
