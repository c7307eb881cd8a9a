using System.Text.Json;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>The meeting of seed 001's script: made two hours ahead, and deleted again.</summary>
public sealed class CheckMeetingTests
{
    private const string Create = "POST /v2/users/{user}/meetings";
    private const string Delete = "DELETE /v2/meetings/{meeting}";

    [Theory]
    [Engines]
    public async Task A_meeting_is_made_two_hours_ahead_and_deleted_again(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await World.StartAsync(engine, clock);

        var report = await world.CheckAsync("?create_meeting=true");

        Assert.True(report.IsOk(), report.GetRawText());
        var meeting = report.GetProperty("meeting");
        Assert.True(meeting.GetProperty("deleted").GetBoolean());
        Assert.StartsWith("http", meeting.GetProperty("join_url").GetString(), StringComparison.Ordinal);
        Assert.Equal(clock.GetUtcNow().AddHours(2), meeting.GetProperty("start_time").GetDateTimeOffset());
        Assert.Equal((1, 1), (world.Control.RouteCounts[Create], world.Control.RouteCounts[Delete]));
        Assert.DoesNotContain("start_url", report.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_check_that_was_not_asked_to_makes_none(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);

        await world.CheckAsync();
        await world.CheckAsync("?create_meeting=false");

        Assert.DoesNotContain(Create, world.Control.RouteCounts.Keys, StringComparer.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task With_the_scopes_of_meetings_alone_the_meeting_is_made_all_the_same(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.Switches.GrantedScopes = ["meeting:write:meeting:admin", "meeting:delete:meeting:admin"];

        var report = await world.CheckAsync("?create_meeting=true");

        Assert.True(report.IsOk(), report.GetRawText());
        Assert.Equal("ok", report.StateOf("meeting"));
    }

    [Theory]
    [Engines]
    public async Task A_meeting_that_cannot_be_deleted_is_named_by_its_number(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.Switches.GrantedScopes = ["meeting:write:meeting:admin"];

        var report = await world.CheckAsync("?create_meeting=true");

        Assert.False(report.IsOk());
        var meeting = report.GetProperty("meeting");
        var id = meeting.GetProperty("id").GetInt64();
        Assert.False(meeting.GetProperty("deleted").GetBoolean());
        Assert.Equal("error", report.StateOf("meeting"));
        Assert.Equal($"Delete meeting {id} in Zoom.", report.HelpOf("meeting"));
        Assert.Contains(world.Server.LogLines, line => line.Contains($"Test meeting {id}", StringComparison.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task A_meeting_that_Zoom_refuses_is_an_error_with_its_reason(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.AddFault(new FaultRule
        {
            Method = "POST", Path = "/v2/users/{user}/meetings", Status = 400, Body = """{"code":300,"message":"You have reached the limit of meetings for today."}""",
        });

        var report = await world.CheckAsync("?create_meeting=true");

        Assert.Equal((false, "error"), (report.IsOk(), report.StateOf("meeting")));
        Assert.Contains("limit of meetings", report.MessageOf("meeting"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, report.GetProperty("meeting").ValueKind);
    }

    [Theory]
    [Engines]
    public async Task An_answer_that_was_lost_says_that_a_meeting_may_be_there(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.AddFault(new FaultRule { Method = "POST", Path = "/v2/users/{user}/meetings", Reset = true });

        var report = await world.CheckAsync("?create_meeting=true");

        Assert.Equal("error", report.StateOf("meeting"));
        Assert.Contains("Test by Reconvene", report.HelpOf("meeting"), StringComparison.Ordinal);
    }
}
