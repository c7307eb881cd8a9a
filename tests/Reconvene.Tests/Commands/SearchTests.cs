using System.Text.Json;

namespace Reconvene.Tests.Commands;

public sealed class SearchTests
{
    private const string Found = """
        {"next_cursor":null,"items":[
          {"recording_id":12,"topic":"Weekly \u001b[31mreview","start_time":"2026-01-05T09:00:00Z","language":"en","total_hits":2,"hits":[
            {"segment":4,"start_ms":73400,"end_ms":76000,"speaker":"Maria Lopez","text":"We begin with the release plan.","is_chat":false,"highlights":[{"start":18,"length":7}]},
            {"segment":9,"start_ms":3725000,"end_ms":3727000,"speaker":null,"text":"The plan\nstands.","is_chat":true,"highlights":[]}]},
          {"recording_id":11,"topic":"Lesson","start_time":"2026-01-04T09:00:00Z","language":"und","total_hits":0,"hits":[]}]}
        """;

    [Fact]
    public async Task Each_place_is_a_line_with_the_page_that_plays_it()
    {
        await using var server = await StandIn.StartAsync(200, "application/json", Found);

        var ran = await Ran.WithAsync(
            "search", "release", "plan*", "--speaker", "Maria Lopez", "--from", "2026-01-01", "--to", "2026-01-31", "--server", server.Address, "--api-key", "key");

        Assert.True(ran.ExitCode is ExitCodes.Done, ran.Error);
        Assert.Equal(
            "GET /api/v1/search?q=release%20plan%2A&speaker=Maria%20Lopez&from=2026-01-01&to=2026-01-31 Bearer key", Assert.Single(server.Seen));
        Assert.Equal(3, ran.Out.TrimEnd().Split('\n').Length);
        Assert.Matches($"(?m)^2026-01-05 .* 00:01:13 +Maria Lopez +We begin with the release plan\\. +{server.Address.TrimEnd('/')}/recordings/12\\?t=73$", ran.Out);
        Assert.Matches("(?m) 01:02:05 .*The plan stands\\. .*/recordings/12\\?t=3725$", ran.Out);
        Assert.DoesNotContain('\u001b', ran.Out);
    }

    [Fact]
    public async Task As_json_it_is_the_recordings_of_the_answer_as_many_as_are_wanted()
    {
        await using var server = await StandIn.StartAsync(200, "application/json", Found);

        var ran = await Ran.WithAsync("search", "plan", "--limit", "1", "--json", "--server", server.Address, "--api-key", "key");

        using var told = JsonDocument.Parse(ran.Out);
        Assert.Equal(12, Assert.Single(told.RootElement.EnumerateArray().ToList()).GetProperty("recording_id").GetInt64());
    }

    [Fact]
    public async Task Nothing_found_is_no_failure_and_says_what_to_do()
    {
        await using var server = await StandIn.StartAsync(200, "application/json", """{"items":[],"next_cursor":null}""");

        var ran = await Ran.WithAsync("search", "plan", "--server", server.Address, "--api-key", "key");

        Assert.Equal(ExitCodes.Done, ran.ExitCode);
        Assert.Contains("Nothing found: take fewer words", ran.Error, StringComparison.Ordinal);
    }
}
