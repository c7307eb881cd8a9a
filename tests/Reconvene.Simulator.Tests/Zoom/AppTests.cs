using System.Net;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class AppTests
{
    [Fact]
    public async Task The_world_tells_three_apps_whose_secrets_can_be_recognised()
    {
        await using var sim = await Sim.StartAsync();

        var world = sim.Control.World();

        Assert.Equal([AppKind.ServerToServer, AppKind.UserManaged, AppKind.Master], world.Apps.Select(app => app.Kind));
        Assert.Equal(world.ClientSecret, world.Apps[0].ClientSecret);
        Assert.All(world.Apps, app => Assert.StartsWith("simsecret_", app.ClientSecret, StringComparison.Ordinal));
        Assert.All(world.Apps, app => Assert.StartsWith("simhook_", app.WebhookSecret, StringComparison.Ordinal));
        Assert.Equal(3, world.Apps.Select(app => app.ClientSecret).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, world.Apps.Select(app => app.WebhookSecret).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(false, HttpStatusCode.BadRequest)]
    [InlineData(true, HttpStatusCode.Unauthorized)]
    public async Task A_changed_secret_is_asked_for_at_once(bool with401, HttpStatusCode refused)
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.RefuseClientWith401 = with401;
        var former = sim.Control.OAuth.ServerToServerApp;

        var changed = sim.Control.OAuth.ChangeApp(former.ClientId, new AppChange { ClientSecret = "simsecret_second" });
        using var old = await sim.AskTokenAsync(former.ClientSecret);
        using var right = await sim.AskTokenAsync(changed.ClientSecret);

        Assert.Equal(refused, old.StatusCode);
        Assert.Equal("invalid_client", (await sim.JsonAsync(old))["error"]!.ToString());
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task Switching_an_app_off_kills_its_tokens_and_refuses_new_ones()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.OAuthErrorForm = OAuthErrorForm.NumberInReason;
        var token = await sim.TokenAsync();
        sim.Control.OAuth.ChangeApp(sim.Control.World().ClientId, new AppChange { IsEnabled = false });

        using var call = await sim.SendAsync(HttpMethod.Get, "/v2/users", token);
        using var asked = await sim.AskTokenAsync();
        sim.Control.OAuth.ChangeApp(sim.Control.World().ClientId, new AppChange { IsEnabled = true });
        using var later = await sim.SendAsync(HttpMethod.Get, "/v2/users", token);
        using var anew = await sim.AskTokenAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, call.StatusCode);
        Assert.Equal(
            """{"reason":"The app has been disabled (4,717)","error":"invalid_client"}""",
            await asked.Content.ReadAsStringAsync(sim.Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, later.StatusCode);
        Assert.Equal(HttpStatusCode.OK, anew.StatusCode);
    }

    [Fact]
    public async Task Apps_can_be_added_with_chosen_secrets_and_either_family_of_scopes()
    {
        await using var sim = await Sim.StartAsync();
        var app = sim.Control.OAuth.AddApp(new NewApp
        {
            Name = "Classic", ClientId = "my-client", ClientSecret = "my-secret", ScopeFamily = ScopeFamily.Classic,
            RedirectUris = [Client.Redirect],
        });
        var client = new Client(sim, app);

        var (access, _) = await client.PairAsync(Client.Anna);
        using var recordings = await sim.SendAsync(HttpMethod.Get, "/v2/users/me/recordings", access);

        Assert.Contains("recording:read", app.Scopes, StringComparer.Ordinal);
        Assert.Equal(HttpStatusCode.OK, recordings.StatusCode);
        Assert.Equal(4, sim.Control.World().Apps.Count);
    }

    [Fact]
    public async Task A_user_managed_app_cannot_hold_scopes_of_an_account()
    {
        await using var sim = await Sim.StartAsync();

        var refused = Assert.Throws<ArgumentException>(() => sim.Control.OAuth.AddApp(new NewApp { Scopes = ["recording:read:admin"] }));

        Assert.Contains("recording:read:admin", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AppKind.UserManaged, "account_credentials")]
    [InlineData(AppKind.ServerToServer, "refresh_token")]
    [InlineData(AppKind.Master, "authorization_code")]
    public async Task A_kind_of_app_has_its_kind_of_grant(AppKind kind, string grant)
    {
        await using var sim = await Sim.StartAsync();
        var client = new Client(sim, sim.Control.OAuth.Apps.First(app => app.Kind == kind));

        using var answer = await client.AskAsync(
            "/oauth/token", new(StringComparer.Ordinal) { ["grant_type"] = grant, ["account_id"] = client.App.AccountId });

        Assert.Equal("unsupported_grant_type", (await sim.JsonAsync(answer))["error"]!.ToString());
    }

    [Fact]
    public async Task A_secret_in_the_form_does_not_count()
    {
        await using var sim = await Sim.StartAsync();
        var app = sim.Control.OAuth.ServerToServerApp;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "account_credentials", ["account_id"] = app.AccountId,
            ["client_id"] = app.ClientId, ["client_secret"] = app.ClientSecret,
        });

        using var answer = await sim.Http.PostAsync("/oauth/token", form, sim.Cancellation);

        Assert.Equal("invalid_client", (await sim.JsonAsync(answer))["error"]!.ToString());
    }

    [Fact]
    public async Task One_token_at_a_time_dies_when_another_program_takes_one()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.OneServerToServerTokenAtATime = true;
        var first = await sim.TokenAsync();
        var second = await sim.TokenAsync();

        using var early = await sim.SendAsync(HttpMethod.Get, "/v2/users", first);
        using var fine = await sim.SendAsync(HttpMethod.Get, "/v2/users", second);

        Assert.Equal(124, (await sim.JsonAsync(early))["code"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
    }

    [Fact]
    public async Task Scopes_are_set_for_each_app_alone()
    {
        await using var sim = await Sim.StartAsync();

        sim.Control.OAuth.ChangeApp(sim.Control.World().ClientId, new AppChange { Scopes = ["user:read:admin"] });

        Assert.Equal(["user:read:admin"], sim.Control.Switches.GrantedScopes);
        await sim.GetAsync("/v2/users/me/recordings", HttpStatusCode.BadRequest);
        Assert.NotEqual(["user:read:admin"], sim.Control.OAuth.MasterApp.Scopes);
    }
}
