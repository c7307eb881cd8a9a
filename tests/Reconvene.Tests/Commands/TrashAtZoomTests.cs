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
        Assert.Single(server.Seen, "POST /api/v1/recordings/trash-at-zoom Bearer key");
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
