using System.Net;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class GrantTests
{
    [Fact]
    public async Task A_code_gives_a_pair_with_scopes_and_an_address()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);

        using var answer = await client.RedeemAsync(await client.CodeAsync());
        var body = await sim.JsonAsync(answer);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("simtok_", body["access_token"]!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("simrefresh_", body["refresh_token"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(string.Join(' ', client.App.Scopes), body["scope"]!.ToString());
        Assert.DoesNotContain(":admin", body["scope"]!.ToString(), StringComparison.Ordinal);
    }

    [SharedFact]
    public async Task The_answer_to_a_code_has_the_fields_of_the_sample()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shared.Samples, "oauth", "user-token-200.json")))!;

        using var answer = await client.RedeemAsync(await client.CodeAsync());
        var body = await sim.JsonAsync(answer);

        Assert.Empty(Shapes.Unknown(body, sample));
        Assert.Empty(Shapes.Missing(body, sample));
        Assert.Empty(Shapes.OtherKinds(body, sample));
    }

    [Fact]
    public async Task A_code_works_once()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var code = await client.CodeAsync();

        using var first = await client.RedeemAsync(code);
        using var second = await client.RedeemAsync(code);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await RefusedAsync(sim, second, "invalid_request", "Invalid authorization code " + code);
    }

    [Fact]
    public async Task A_code_lives_five_minutes()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });
        var client = Client.Of(sim);
        var (early, late) = (await client.CodeAsync(), await client.CodeAsync(Client.Anna));

        await sim.Control.AdvanceClockAsync(TimeSpan.FromSeconds(299), sim.Cancellation);
        using var inTime = await client.RedeemAsync(early);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromSeconds(1), sim.Cancellation);
        using var tooLate = await client.RedeemAsync(late);

        Assert.Equal(HttpStatusCode.OK, inTime.StatusCode);
        await RefusedAsync(sim, tooLate, "invalid_request", "Authorization code expired.");
    }

    [Theory]
    [InlineData("https://client.example/other", Client.Verifier, "Redirect URI mismatch.")]
    [InlineData(Client.Redirect, null, "Invalid code verifier.")]
    [InlineData(Client.Redirect, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "Invalid code verifier.")]
    public async Task A_code_needs_its_address_and_its_verifier(string redirect, string? verifier, string reason)
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);

        using var answer = await client.RedeemAsync(await client.CodeAsync(), redirect, verifier);

        await RefusedAsync(sim, answer, "invalid_request", reason);
        Assert.Empty(sim.Control.OAuth.Grants);
    }

    [Fact]
    public async Task Without_a_challenge_no_verifier_is_asked_for()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);

        using var answer = await client.RedeemAsync(await client.CodeAsync(challenge: null), verifier: null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_code_of_another_app_is_worth_nothing()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var other = new Client(sim, sim.Control.OAuth.AddApp(new NewApp { RedirectUris = [Client.Redirect] }));

        using var answer = await other.RedeemAsync(await client.CodeAsync());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_refresh_gives_a_new_pair_and_kills_the_old_refresh_token()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var first = await client.PairAsync();

        var second = await client.RefreshedAsync(first.Refresh);
        using var again = await client.RefreshAsync(first.Refresh);
        var third = await client.RefreshedAsync(second.Refresh);

        Assert.Equal(3, new[] { first.Refresh, second.Refresh, third.Refresh }.Distinct(StringComparer.Ordinal).Count());
        await RefusedAsync(sim, again, "invalid_grant", "Invalid Token!");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(sim, third.Access));
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Unauthorized)]
    public async Task A_refresh_leaves_the_former_access_token_or_kills_it(bool holds, HttpStatusCode expected)
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.ReplacedAccessTokenHolds = holds;
        var client = Client.Of(sim);
        var first = await client.PairAsync();

        var second = await client.RefreshedAsync(first.Refresh);

        Assert.Equal(expected, await StatusAsync(sim, first.Access));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(sim, second.Access));
    }

    [Fact]
    public async Task An_old_refresh_token_can_be_left_usable_for_a_while()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });
        sim.Control.Switches.ReplacedRefreshTokenLife = TimeSpan.FromMinutes(1);
        var client = Client.Of(sim);
        var first = await client.PairAsync();

        await client.RefreshedAsync(first.Refresh);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromSeconds(59), sim.Cancellation);
        using var soon = await client.RefreshAsync(first.Refresh);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromSeconds(1), sim.Cancellation);
        using var late = await client.RefreshAsync(first.Refresh);

        Assert.Equal(HttpStatusCode.OK, soon.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
    }

    [Fact]
    public async Task A_refresh_token_that_nobody_uses_dies_after_90_days()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });
        var client = Client.Of(sim);
        var (maria, anna) = (await client.PairAsync(), await client.PairAsync(Client.Anna));

        await sim.Control.AdvanceClockAsync(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1), sim.Cancellation);
        using var lastMoment = await client.RefreshAsync(maria.Refresh);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromSeconds(1), sim.Cancellation);
        using var tooLate = await client.RefreshAsync(anna.Refresh);

        Assert.Equal(HttpStatusCode.OK, lastMoment.StatusCode);
        await RefusedAsync(sim, tooLate, "invalid_grant", "Invalid Token!");
    }

    [Fact]
    public async Task Another_consent_of_the_same_user_kills_the_former_pair_and_no_other()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var (former, anna) = (await client.PairAsync(), await client.PairAsync(Client.Anna));

        var latter = await client.PairAsync();
        using var refresh = await client.RefreshAsync(former.Refresh);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(sim, former.Access));
        await RefusedAsync(sim, refresh, "invalid_grant", "Invalid Token!");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(sim, latter.Access));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(sim, anna.Access));
        Assert.Equal([true, false, false], sim.Control.OAuth.Grants.Select(grant => grant.IsEnded));
    }

    [Fact]
    public async Task A_dead_token_can_be_told_in_each_of_the_forms_that_were_seen()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);

        var plain = await BodyAsync(sim, client);
        sim.Control.Switches.DeadTokenIsInvalidRequest = true;
        var asRequest = await BodyAsync(sim, client);
        sim.Control.Switches.OAuthErrorForm = OAuthErrorForm.NumberInReason;
        var numbered = await BodyAsync(sim, client);
        sim.Control.Switches.OAuthErrorForm = OAuthErrorForm.NumberAlone;
        var alone = await BodyAsync(sim, client);

        Assert.Equal("""{"reason":"Invalid Token!","error":"invalid_grant"}""", plain);
        Assert.Equal("""{"reason":"Invalid Token!","error":"invalid_request"}""", asRequest);
        Assert.Equal("""{"reason":"Invalid Token! (4,741)","error":"invalid_request"}""", numbered);
        Assert.Equal("""{"status":false,"errorCode":4741,"errorMessage":"Invalid Token!","result":null}""", alone);
    }

    [Fact]
    public async Task Revoking_the_access_token_kills_the_pair()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var pair = await client.PairAsync();

        using var revoked = await client.RevokeAsync(pair.Access);
        using var refresh = await client.RefreshAsync(pair.Refresh);
        using var twice = await client.RevokeAsync(pair.Access);

        Assert.Equal("""{"status":"success"}""", await revoked.Content.ReadAsStringAsync(sim.Cancellation));
        Assert.Equal(HttpStatusCode.BadRequest, refresh.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(sim, pair.Access));
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
    }

    [Fact]
    public async Task Changed_scopes_need_a_new_consent()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var former = await client.PairAsync();
        sim.Control.OAuth.ChangeApp(client.App.ClientId, new AppChange { Scopes = ["recording:read"] });

        var refreshed = await client.RefreshedAsync(former.Refresh);
        var before = await StatusAsync(sim, refreshed.Access);
        var anew = await client.PairAsync();

        Assert.Equal(HttpStatusCode.OK, before);
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(sim, anew.Access));
    }

    private static async Task<string> BodyAsync(Sim sim, Client client)
    {
        using var answer = await client.RefreshAsync("simrefresh_stranger");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(sim.Cancellation);
    }

    private static async Task<HttpStatusCode> StatusAsync(Sim sim, string access)
    {
        using var answer = await sim.SendAsync(HttpMethod.Get, "/v2/users/me", access);
        return answer.StatusCode;
    }

    private static async Task RefusedAsync(Sim sim, HttpResponseMessage answer, string error, string reason)
    {
        var body = await sim.JsonAsync(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(error, body["error"]!.ToString());
        Assert.Equal(reason, body["reason"]!.ToString());
    }
}
