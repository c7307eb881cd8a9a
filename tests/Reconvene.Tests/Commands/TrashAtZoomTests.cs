using System.Text.Json;

namespace Reconvene.Tests.Commands;

public sealed class TrashAtZoomTests
{
    private const string Answer = """
        {"preview":true,"count":1,"bytes":1500,"next_cursor":null,"items":[
          {"recording_id":12,"topic":"Weekly review","start_time":"2026-01-05T09:00:00Z","files":3,"bytes":1500,"reason":null,"task_id":null},
          {"recording_id":13,"topic":"Lesson","start_time":"2026-01-06T09:00:00Z","files":2,"bytes":700,"reason":"1 of its files are missing here.","task_id":null}]}
        """;

    [Fact]
    public async Task Without_a_yes_it_shows_what_would_go_and_why_the_rest_stays_and_moves_nothing()
    {
        await using var server = await StandIn.StartAsync(200, "application/json", Answer);

        var ran = await Ran.WithAsync(
            "recordings", "trash-at-zoom", "--credential", "1", "--before", "2026-02-01", "--server", server.Address, "--api-key", "key");

        Assert.Equal(ExitCodes.Done, ran.ExitCode);
        Assert.Matches("(?m)^12 +2026-01-05 +Weekly review +3 +1500", ran.Out);
        Assert.Contains("1 of its files are missing here.", ran.Out, StringComparison.Ordinal);
        Assert.Contains("1 recordings, 1500 bytes, would go", ran.Error, StringComparison.Ordinal);
        Assert.Equal("POST /api/v1/recordings/trash-at-zoom Bearer key", Assert.Single(server.Seen));
        var asked = JsonDocument.Parse(Assert.Single(server.Bodies)).RootElement;
        Assert.True(asked.GetProperty("preview").GetBoolean());
        Assert.Equal(1, asked.GetProperty("credential_id").GetInt64());
        Assert.Equal("2026-02-01", asked.GetProperty("before").GetString());
        Assert.False(asked.TryGetProperty("ids", out var ids) && ids.ValueKind is JsonValueKind.Array);
    }

    [Theory]
    [InlineData("trashed", ExitCodes.Done)]
    [InlineData("in_trash_already", ExitCodes.Done)]
    [InlineData("kept", ExitCodes.Failed)]
    [InlineData("gone", ExitCodes.Failed)]
    public async Task With_a_yes_it_moves_what_nothing_speaks_against_and_fails_when_one_of_them_stays(string outcome, int exitCode)
    {
        await using var server = await StandIn.StartAsync(200, "application/json", (path, body) => path switch
        {
            _ when path.Contains("/tasks/", StringComparison.Ordinal) => $$$"""
                {"task_id":"t-12","kind":"trash-at-zoom","state":"SUCCESS","status":"SUCCESS","progress":100,
                 "result":{"recording_id":12,"outcome":"{{{outcome}}}","reason":"It changed."}}
                """,
            _ when body.Contains("\"preview\":false", StringComparison.Ordinal) => """
                {"preview":false,"count":1,"bytes":1500,"items":[
                  {"recording_id":12,"topic":"Weekly review","start_time":"2026-01-05T09:00:00Z","files":3,"bytes":1500,"task_id":"t-12"}]}
                """,
            _ => Answer,
        });

        var ran = await Ran.WithAsync("recordings", "trash-at-zoom", "--yes", "--server", server.Address, "--api-key", "key");

        Assert.True(ran.ExitCode == exitCode, $"{ran.ExitCode}: {ran.Error}");
        var orders = server.Bodies.Where(body => body.Contains("\"preview\":false", StringComparison.Ordinal)).ToList();
        var ids = JsonDocument.Parse(Assert.Single(orders)).RootElement.GetProperty("ids").EnumerateArray().Select(id => id.GetInt64());
        Assert.Equal([12L], ids);
        Assert.Equal(exitCode is ExitCodes.Failed, ran.Out.Contains("It changed.", StringComparison.Ordinal));
        Assert.Contains(exitCode is ExitCodes.Failed ? "1 stayed" : "0 stayed", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_json_it_is_the_rows_of_the_answer()
    {
        await using var server = await StandIn.StartAsync(200, "application/json", Answer);

        var ran = await Ran.WithAsync("recordings", "trash-at-zoom", "--json", "--server", server.Address, "--api-key", "key");

        using var told = JsonDocument.Parse(ran.Out);
        Assert.Equal([12L, 13L], told.RootElement.EnumerateArray().Select(row => row.GetProperty("recording_id").GetInt64()));
    }
}
