using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Simulator.Control;
using Reconvene.Testing;
using Reconvene.Zoom;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Tests.Connections;

/// <summary>A person's grant lives by a refresh token that Zoom replaces at each use.</summary>
public sealed class RefreshTokenTests
{
    private const string Refresh = "refresh_token";
    private const string TokenRoute = "/oauth/token";
    private const string WrongSecret = "the client id or the client secret is wrong or was changed";
    private const string SwitchedOff = "the Zoom app is switched off: activate it";

    // Past the point from which a token is renewed ahead of its end.
    private static readonly TimeSpan NearTheEnd = TimeSpan.FromMinutes(51);

    [Theory]
    [Engines]
    public async Task Fifty_callers_at_the_end_of_a_token_make_one_refresh_and_each_pair_is_used_once(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await world.ConnectAsync();

        for (var round = 1; round <= 3; round++)
        {
            clock.Advance(NearTheEnd);
            var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => world.WorksAsync(id)));
            Assert.All(all, Assert.True);
            Assert.Equal(round, world.Asked(Refresh));
        }

        world.AssertEachPairUsedOnce();
    }

    [Theory]
    [Engines]
    public async Task A_dead_grant_is_said_once_with_its_reason_and_what_waited_goes_on_after_reconnecting(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await world.ConnectAsync();
        var source = await world.SourceAsync(id);
        world.Control.Switches.MuteWebhooks = true;
        await world.Control.OAuth.DeauthorizeAsync(world.App.ClientId, PersonWorld.Maria, CancellationToken.None);
        clock.Advance(NearTheEnd);

        var task = await world.SyncAsync(source);

        Assert.Equal("FAILURE", task.GetProperty("state").GetString());
        var view = await world.CredentialAsync(id);
        Assert.True(view.GetProperty("needs_reauth").GetBoolean());
        var asked = world.Asked(Refresh);
        Assert.Equal(1, asked);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => world.WorksAsync(id))), Assert.False);
        Assert.Equal(asked, world.Asked(Refresh));
        var alert = Assert.Single((await world.GetAsync("/api/v1/alerts?state=open")).GetProperty("items").EnumerateArray());
        Assert.Equal($"/connections/{id}/reconnect", alert.GetProperty("link").GetString());

        world.Control.Switches.MuteWebhooks = false;
        Assert.Equal(id, await world.ConnectAsync(path: $"/api/v1/oauth/zoom/authorize?credential_id={id}"));
        await world.DrainAsync();

        task = await world.GetAsync($"/api/v1/tasks/{task.GetProperty("task_id").GetString()}");
        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", task.GetRawText());
        Assert.Empty((await world.GetAsync("/api/v1/alerts?state=open")).GetProperty("items").EnumerateArray());
        Assert.False((await world.CredentialAsync(id)).GetProperty("needs_reauth").GetBoolean());
    }

    [Theory]
    [Engines]
    public async Task A_refresh_whose_answer_was_lost_is_repeated_once_and_works_within_the_grace(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        world.Control.Switches.ReplacedRefreshTokenLife = TimeSpan.FromMinutes(5);
        var id = await world.ConnectAsync();
        clock.Advance(NearTheEnd);
        world.Control.AddFault(new FaultRule { Path = TokenRoute, LoseAnswer = true });

        Assert.False(await world.WorksAsync(id));
        Assert.False((await world.CredentialAsync(id)).GetProperty("needs_reauth").GetBoolean());

        Assert.True(await world.WorksAsync(id));
        Assert.Equal(2, world.Asked(Refresh));
    }

    [Theory]
    [Engines]
    public async Task A_refresh_whose_answer_was_lost_and_whose_token_is_dead_says_that_it_was_lost_in_rotation(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await world.ConnectAsync();
        clock.Advance(NearTheEnd);
        world.Control.AddFault(new FaultRule { Path = TokenRoute, LoseAnswer = true });

        Assert.False(await world.WorksAsync(id));
        Assert.False(await world.WorksAsync(id));
        Assert.False(await world.WorksAsync(id));

        Assert.Equal(2, world.Asked(Refresh));
        var view = await world.CredentialAsync(id);
        Assert.True(view.GetProperty("needs_reauth").GetBoolean());
        Assert.Contains("lost in rotation", view.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task An_outage_of_the_token_endpoint_is_no_reason_to_reconnect(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await world.ConnectAsync();
        clock.Advance(NearTheEnd);
        world.Control.AddFault(new FaultRule { Path = TokenRoute, Times = 2, Status = 503 });

        Assert.False(await world.WorksAsync(id));
        Assert.False(await world.WorksAsync(id));
        Assert.False((await world.CredentialAsync(id)).GetProperty("needs_reauth").GetBoolean());
        Assert.True(await world.WorksAsync(id));
    }

    [Theory]
    [Engines]
    public async Task A_changed_secret_a_disabled_app_and_a_missing_scope_each_say_which_it_is(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var secretive = await world.ConnectAsync(PersonWorld.Maria);
        world.Control.OAuth.ChangeApp(world.App.ClientId, new AppChange { ClientSecret = "canary-new-app-secret" });
        clock.Advance(NearTheEnd);

        Assert.False(await world.WorksAsync(secretive));
        var changed = await ReasonAsync(world, secretive);
        Assert.Contains(WrongSecret, changed, StringComparison.Ordinal);
        Assert.DoesNotContain(SwitchedOff, changed, StringComparison.Ordinal);
        Assert.Equal(1, world.Asked(Refresh));

        await RenewSecretAsync(world, secretive, "canary-new-app-secret");
        Assert.True(await world.WorksAsync(secretive));

        world.Control.OAuth.ChangeApp(world.App.ClientId, new AppChange { Scopes = ["user:read:user"] });
        await world.ConnectAsync();
        var listing = await world.SyncAsync(await world.SourceAsync(secretive));
        Assert.Contains(
            "cloud_recording:read:list_user_recordings",
            listing.GetProperty("error").GetString(),
            StringComparison.Ordinal);

        world.Control.OAuth.ChangeApp(world.App.ClientId, new AppChange { IsEnabled = false });
        clock.Advance(NearTheEnd);
        Assert.False(await world.WorksAsync(secretive));
        var disabled = await ReasonAsync(world, secretive);
        Assert.Contains(SwitchedOff, disabled, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongSecret, disabled, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task Three_tokens_that_end_before_their_time_within_an_hour_warn_of_another_program(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await World.StartAsync(engine, clock);
        for (var time = 1; time <= 3; time++)
        {
            Assert.True(await CallAsync(world));
            world.Control.ExpireAllTokens();
            Assert.True(await CallAsync(world));
            Assert.Equal(time is 3 ? 1 : 0, await AlertsAsync(world));
        }

        var alert = (await world.GetAsync("/api/v1/alerts?state=open")).GetProperty("items")[0];
        Assert.Equal("connection.shared_app", alert.GetProperty("kind").GetString());
        Assert.Contains("another program", alert.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_clock_that_jumps_an_hour_either_way_costs_one_refresh_and_no_call_fails(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await world.ConnectAsync();

        clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await world.WorksAsync(id));
        Assert.Equal(1, world.Asked(Refresh));
        Assert.DoesNotContain(world.Control.Log, request => request.Status is 401);

        // Back again: the token seems to live on, and Zoom has the last word.
        clock.Advance(TimeSpan.FromHours(-1));
        world.Control.ExpireAllTokens();
        Assert.True(await world.WorksAsync(id));
        Assert.Equal(2, world.Asked(Refresh));
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task A_token_lives_by_what_Zoom_says_it_lives_whatever_Zoom_s_clock_shows(int minutesOff)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite, clock);
        world.Control.Switches.DateOffset = TimeSpan.FromMinutes(minutesOff);
        var id = await world.ConnectAsync();

        clock.Advance(NearTheEnd - TimeSpan.FromMinutes(2));
        Assert.True(await world.WorksAsync(id));
        Assert.Equal(0, world.Asked(Refresh));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(await world.WorksAsync(id));
        Assert.Equal(1, world.Asked(Refresh));
    }

    private static async Task<int> AlertsAsync(World world) =>
        (await world.GetAsync("/api/v1/alerts?state=open")).GetProperty("items").GetArrayLength();

    private static async Task<bool> CallAsync(World world)
    {
        var row = await world.Server.Services.GetRequiredService<Reconvene.Server.Connections.ConnectionQueries>()
            .FindAsync(Reconvene.Server.Accounts.TenantId.First, new(world.Credential), CancellationToken.None);
        return await world.Server.Services.GetRequiredService<Reconvene.Server.Connections.ZoomClients>().For(row!)
            .GetUserAsync("me", CancellationToken.None) is ZoomResult<ZoomUser>.Ok;
    }

    private static async Task<string?> ReasonAsync(PersonWorld world, long id)
    {
        var view = await world.CredentialAsync(id);
        Assert.True(view.GetProperty("needs_reauth").GetBoolean());
        return view.GetProperty("reason").GetString();
    }

    private static async Task RenewSecretAsync(PersonWorld world, long id, string secret)
    {
        using var body = new StringContent(
            JsonSerializer.Serialize(new { client_secret = secret }), System.Text.Encoding.UTF8, "application/json");
        using var answer = await world.Owner.PatchAsync(new Uri($"/api/v1/credentials/{id}", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }
}
