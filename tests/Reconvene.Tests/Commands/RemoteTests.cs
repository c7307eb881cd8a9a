namespace Reconvene.Tests.Commands;

public sealed class RemoteTests
{
    [Fact]
    public async Task A_server_that_does_not_answer_ends_with_4_and_names_its_address()
    {
        var ran = await Ran.WithAsync("sync", "1", "--server", "http://127.0.0.1:1", "--api-key", "canary");

        Assert.Equal(ExitCodes.ServerUnreachable, ran.ExitCode);
        Assert.StartsWith("No Reconvene answers at http://127.0.0.1:1/", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_ends_with_1_and_its_sentence_and_code()
    {
        await using var server = await StandIn.StartAsync(
            404, "application/problem+json", """{"detail":"There is no source 1.","error_code":"not_found"}""");

        var ran = await Ran.WithAsync("sync", "1", "--server", server.Address, "--api-key", "key");

        Assert.Equal(ExitCodes.Failed, ran.ExitCode);
        Assert.Equal("There is no source 1. (not_found)", ran.Error.TrimEnd());
    }

    [Fact]
    public async Task Something_that_is_no_Reconvene_ends_with_4()
    {
        await using var server = await StandIn.StartAsync(200, "text/html", "<p>Hello</p>");

        var ran = await Ran.WithAsync("sync", "1", "--server", server.Address, "--api-key", "key");

        Assert.Equal(ExitCodes.ServerUnreachable, ran.ExitCode);
    }

    [Fact]
    public async Task A_started_sync_is_printed_as_json()
    {
        await using var server = await StandIn.StartAsync(
            202, "application/json", """{"task_id":"t1","status":"queued","source_id":1,"source_name":"All"}""");

        var ran = await Ran.WithAsync("sync", "1", "--from", "2026-01-31", "--server", server.Address, "--api-key", "key", "--json");

        Assert.Equal(ExitCodes.Done, ran.ExitCode);
        Assert.Contains("\"task_id\": \"t1\"", ran.Out, StringComparison.Ordinal);
        Assert.Equal("POST /api/v1/sources/1/sync?from_date=2026-01-31 Bearer key", Assert.Single(server.Seen));
    }

    [Fact]
    public async Task A_sync_that_failed_ends_with_1_after_waiting()
    {
        await using var server = await StandIn.StartAsync(
            200,
            "application/json",
            """{"task_id":"t1","source_id":1,"state":"FAILURE","status":"Given up","progress":40,"error":"Zoom refused the token.","result":{"found":3}}""");

        var ran = await Ran.WithAsync("sync", "1", "--wait", "--server", server.Address, "--api-key", "key");

        Assert.Equal(ExitCodes.Failed, ran.ExitCode);
        Assert.Matches(@"(?m)^error +Zoom refused the token\.", ran.Out);
        Assert.Matches(@"(?m)^found +3", ran.Out);
        Assert.Contains("40 % Given up", ran.Error, StringComparison.Ordinal);
    }
}
