using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.ZoomApps;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>What a check of a Server-to-Server connection finds.</summary>
public sealed class CheckTests
{
    private static readonly string[] SeedOneScopes = ["meeting:write:meeting:admin", "meeting:read:meeting:admin"];

    [Theory]
    [Engines]
    public async Task A_connection_that_works_is_told_item_by_item_and_the_report_is_kept(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        Assert.Equal(JsonValueKind.Null, (await LastCheckAsync(world)).ValueKind);
        await world.Control.ValidateUrlAsync(CancellationToken.None);
        await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Seen" }, CancellationToken.None);
        await world.DrainAsync();
        await world.Server.Services.GetRequiredService<ZoomAppSightings>().FlushAsync(CancellationToken.None);

        var report = await world.CheckAsync();

        Assert.True(report.IsOk(), report.GetRawText());
        Assert.Equal(
            ["token", "call", "who", "recordings", "clock", "other_program", "webhook_secret", "webhook_address", "events"],
            report.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!),
            StringComparer.Ordinal);
        Assert.All(report.GetProperty("items").EnumerateArray(), item =>
        {
            Assert.Equal("ok", item.GetProperty("state").GetString());
            Assert.Equal(JsonValueKind.Null, item.GetProperty("help").ValueKind);
        });
        Assert.Contains(world.Control.World().AccountId, report.MessageOf("who"), StringComparison.Ordinal);
        Assert.Equal(("yes", "yes"), (report.Available("connection"), report.Available("account-recordings")));
        Assert.Contains("user:read:list_users:admin", report.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()!), StringComparer.Ordinal);
        Assert.Equal(JsonValueKind.Null, report.GetProperty("meeting").ValueKind);
        Assert.True(JsonElement.DeepEquals(report, await LastCheckAsync(world)), report.GetRawText());
    }

    [Theory]
    [Engines]
    public async Task A_wrong_client_secret_is_an_invalid_client_id_with_what_to_do_and_the_right_one_heals_it(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var (client, secret) = (world.Control.World().ClientId, world.Control.World().ClientSecret);
        world.Control.OAuth.ChangeApp(client, new AppChange { ClientSecret = "another-secret-at-zoom" });

        var report = await world.CheckAsync();

        Assert.False(report.IsOk());
        Assert.Equal(("error", "off", "off"), (report.StateOf("token"), report.StateOf("call"), report.StateOf("recordings")));
        Assert.Contains("invalid client id", report.HelpOf("token"), StringComparison.Ordinal);
        Assert.All(report.GetProperty("features").EnumerateArray(), feature => Assert.Equal("unknown", feature.GetProperty("available").GetString()));
        Assert.Single(await world.Owner.OpenAlertsAsync("connection.needs_reauth"));

        // Put right at Zoom: nothing need be typed here.
        world.Control.OAuth.ChangeApp(client, new AppChange { ClientSecret = secret });
        Assert.True((await world.CheckAsync()).IsOk());
        Assert.Empty(await world.Owner.OpenAlertsAsync("connection.needs_reauth"));
        Assert.False((await world.GetAsync($"/api/v1/credentials/{world.Credential}")).GetProperty("needs_reauth").GetBoolean());
    }

    [Theory]
    [Engines]
    public async Task With_the_two_scopes_of_meetings_each_feature_says_what_it_lacks_and_nothing_is_in_error(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.Switches.GrantedScopes = SeedOneScopes;

        var report = await world.CheckAsync();

        Assert.True(report.IsOk(), report.GetRawText());
        Assert.Equal(("ok", "warning", "warning"), (report.StateOf("token"), report.StateOf("call"), report.StateOf("recordings")));
        Assert.Contains("user:read:list_users:admin", report.HelpOf("call"), StringComparison.Ordinal);
        Assert.Equal(("no", "no"), (report.Available("own-recordings"), report.Available("meetings")));
        var missing = report.Feature("own-recordings").GetProperty("missing")[0];
        Assert.Equal("ListUserRecordings", missing.GetProperty("operation").GetString());
        Assert.Contains("cloud_recording:read:list_user_recordings:admin", Texts(missing, "any_of"), StringComparer.Ordinal);
        Assert.Contains("recording:read:admin", Texts(missing, "classic"), StringComparer.Ordinal);
        Assert.DoesNotContain(
            report.Feature("meetings").GetProperty("missing").EnumerateArray(),
            one => one.GetProperty("operation").GetString() is "CreateMeeting" or "GetMeeting");
    }

    [Theory]
    [Engines]
    public async Task Scopes_that_were_just_added_at_Zoom_are_seen_at_once(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var all = world.Control.Switches.GrantedScopes;
        world.Control.Switches.GrantedScopes = SeedOneScopes;
        Assert.Equal("no", (await world.CheckAsync()).Available("own-recordings"));

        world.Control.Switches.GrantedScopes = all;

        Assert.Equal("yes", (await world.CheckAsync()).Available("own-recordings"));
    }

    [Theory]
    [Engines]
    public async Task Scopes_that_Zoom_does_not_tell_are_unknown_and_not_missing(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.Switches.OmitScopeInTokenAnswer = true;

        var report = await world.CheckAsync();

        Assert.True(report.IsOk());
        Assert.Equal("unknown", report.Available("own-recordings"));
        Assert.Empty(report.GetProperty("scopes").EnumerateArray());
        Assert.Empty(await world.Owner.OpenAlertsAsync("connection.feature_lost"));
    }

    [Theory]
    [InlineData(TestEngine.Sqlite, 30, "ok")]
    [InlineData(TestEngine.Sqlite, 90, "warning")]
    [InlineData(TestEngine.Sqlite, -90, "warning")]
    [InlineData(TestEngine.Sqlite, 600, "error")]
    [InlineData(TestEngine.Sqlite, -600, "error")]
    public async Task Clocks_that_differ_are_told_beyond_a_minute_and_in_error_beyond_five(TestEngine engine, int seconds, string state)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.Switches.DateOffset = TimeSpan.FromSeconds(seconds);

        var report = await world.CheckAsync();

        Assert.Equal((state, state is not "error"), (report.StateOf("clock"), report.IsOk()));
        if (state is not "ok")
        {
            Assert.Contains(seconds > 0 ? "behind Zoom's" : "ahead of Zoom's", report.MessageOf("clock"), StringComparison.Ordinal);
            Assert.NotNull(report.HelpOf("clock"));
        }
    }

    [Theory]
    [Engines]
    public async Task Another_program_that_ends_our_tokens_is_told(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.Switches.OneServerToServerTokenAtATime = true;
        var body = """{"code":124,"message":"Invalid access token."}""";
        world.Control.AddFault(new FaultRule { Path = "/v2/users", Status = 401, Body = body });

        var report = await world.CheckAsync();

        Assert.True(report.IsOk(), report.GetRawText());
        Assert.Equal("warning", report.StateOf("other_program"));
        Assert.Equal("ok", (await world.CheckAsync()).StateOf("token"));
    }

    [Theory]
    [Engines]
    public async Task A_check_by_itself_never_looks_like_another_program(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.Switches.OneServerToServerTokenAtATime = true;

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("ok", (await world.CheckAsync()).StateOf("other_program"));
        }

        Assert.Empty(await world.Owner.OpenAlertsAsync("connection.shared_app"));
    }

    [Theory]
    [Engines]
    public async Task Webhooks_that_do_not_come_are_told_with_what_to_do(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await Sources.SyncScene.StartAsync(engine, clock);

        var silent = await world.CheckAsync();
        Assert.Equal(("ok", "warning", "warning"), (silent.StateOf("webhook_secret"), silent.StateOf("webhook_address"), silent.StateOf("events")));
        Assert.Contains("Event Subscriptions", silent.HelpOf("events"), StringComparison.Ordinal);

        await world.Control.ValidateUrlAsync(CancellationToken.None);
        await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Seen" }, CancellationToken.None);
        await world.DrainAsync();
        await world.Server.Services.GetRequiredService<ZoomAppSightings>().FlushAsync(CancellationToken.None);
        var heard = await world.CheckAsync();
        Assert.Equal(("ok", "ok"), (heard.StateOf("webhook_address"), heard.StateOf("events")));

        clock.Advance(TimeSpan.FromHours(73));
        Assert.Equal("ok", (await world.CheckAsync()).StateOf("webhook_address"));
        clock.Advance(TimeSpan.FromHours(2));
        var old = await world.CheckAsync();
        Assert.Equal(("warning", "ok"), (old.StateOf("webhook_address"), old.StateOf("events")));
        Assert.Contains("3 days", old.MessageOf("webhook_address"), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal("warning", (await world.CheckAsync()).StateOf("events"));
    }

    [Theory]
    [Engines]
    public async Task Without_a_webhook_secret_webhooks_are_off_and_nothing_is_wrong(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var app = (await world.GetAsync($"/api/v1/credentials/{world.Credential}")).GetProperty("zoom_app_id").GetInt64();
        Assert.Equal(200, (await world.Owner.SendAsync(HttpMethod.Patch, $"/api/v1/zoom-apps/{app}", """{"webhook_secrets":[]}""")).Code);

        var report = await world.CheckAsync();

        Assert.True(report.IsOk());
        Assert.Equal(("off", "off", "off"), (report.StateOf("webhook_secret"), report.StateOf("webhook_address"), report.StateOf("events")));
        Assert.Contains("Secret Token", report.HelpOf("webhook_secret"), StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task An_account_without_recordings_is_told_what_may_be_wrong(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.AddFault(new FaultRule { Path = Sources.SyncScene.Listing, Times = null, Status = 200, Body = """{"total_records":0,"meetings":[]}""" });

        var report = await world.CheckAsync();

        Assert.Equal(("warning", true), (report.StateOf("recordings"), report.IsOk()));
        Assert.Contains("another account or user", report.HelpOf("recordings"), StringComparison.Ordinal);
        Assert.Contains("3 users", report.MessageOf("recordings"), StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task While_Zoom_is_away_the_report_says_so_and_the_connection_stays_as_it_was(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        Assert.True((await world.CheckAsync()).IsOk());
        world.Control.AddFault(new FaultRule { Times = null, Status = 503, Body = "" });

        var report = await world.CheckAsync();

        Assert.False(report.IsOk());
        Assert.Equal("error", report.StateOf("token"));
        Assert.Contains("Try again", report.HelpOf("token"), StringComparison.Ordinal);
        Assert.False((await world.GetAsync($"/api/v1/credentials/{world.Credential}")).GetProperty("needs_reauth").GetBoolean());
        world.Control.ClearFaults();
        Assert.True((await world.CheckAsync()).IsOk());
    }

    [Theory]
    [Engines]
    public async Task An_app_that_is_switched_off_at_Zoom_is_told_apart_from_a_wrong_secret(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.OAuth.ChangeApp(world.Control.World().ClientId, new AppChange { IsEnabled = false });

        var report = await world.CheckAsync();

        Assert.Equal("error", report.StateOf("token"));
        Assert.Contains("Activation", report.HelpOf("token"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(JsonElement missing, string member) =>
        missing.GetProperty(member).EnumerateArray().Select(one => one.GetString()!);

    private static async Task<JsonElement> LastCheckAsync(World world) =>
        (await world.GetAsync($"/api/v1/credentials/{world.Credential}")).GetProperty("last_check");
}
