using System.Net;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class TokenTests
{
    [Fact]
    public async Task A_token_is_given_for_the_account_in_the_form()
    {
        await using var sim = await Sim.StartAsync();

        using var answer = await sim.AskTokenAsync();

        var body = await sim.JsonAsync(answer);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("simtok_", body["access_token"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("bearer", body["token_type"]!.ToString());
        Assert.Equal(3599, body["expires_in"]!.GetValue<int>());
        Assert.Contains("user:read:list_users:admin", body["scope"]!.ToString().Split(' '), StringComparer.Ordinal);
        Assert.Equal(sim.Simulator.Address.GetLeftPart(UriPartial.Authority), body["api_url"]!.ToString());
    }

    [Fact]
    public async Task Parameters_in_the_query_work_as_well()
    {
        await using var sim = await Sim.StartAsync();
        var world = sim.Control.World();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"/oauth/token?grant_type=account_credentials&account_id={world.AccountId}");
        request.Headers.Authorization = Sim.Basic(world.ClientId, world.ClientSecret);

        using var answer = await sim.Http.SendAsync(request, sim.Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("wrong", "account_credentials", null, "invalid_client")]
    [InlineData(null, "authorization_code", null, "unsupported_grant_type")]
    [InlineData(null, "", null, "invalid_request")]
    [InlineData(null, "account_credentials", "another", "invalid_request")]
    public async Task A_wrong_request_gets_a_reason_and_an_error(string? secret, string grant, string? account, string error)
    {
        await using var sim = await Sim.StartAsync();

        using var answer = await sim.AskTokenAsync(secret, grant, account);

        var body = await sim.JsonAsync(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(error, body["error"]!.ToString());
        Assert.NotEmpty(body["reason"]!.ToString());
    }

    [Fact]
    public async Task Several_tokens_hold_at_once()
    {
        await using var sim = await Sim.StartAsync();
        var first = await sim.TokenAsync();
        var second = await sim.TokenAsync();

        using var answer = await sim.SendAsync(HttpMethod.Get, "/v2/users", first);

        Assert.NotEqual(first, second, StringComparer.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_dies_when_its_life_is_over()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.TokenLife = TimeSpan.FromMinutes(10);
        var token = await sim.TokenAsync();
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMinutes(11), sim.Cancellation);

        using var answer = await sim.SendAsync(HttpMethod.Get, "/v2/users", token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(124, (await sim.JsonAsync(answer))["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task Without_a_known_token_the_answer_is_the_documented_one()
    {
        await using var sim = await Sim.StartAsync();

        using var answer = await sim.SendAsync(HttpMethod.Get, "/v2/users", "stranger");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(
            """{"code":124,"message":"Invalid access token."}""", await answer.Content.ReadAsStringAsync(sim.Cancellation));
    }

    [Fact]
    public async Task A_revoked_token_is_dead()
    {
        await using var sim = await Sim.StartAsync();
        var token = await sim.TokenAsync();
        var world = sim.Control.World();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/revoke?token=" + token);
        request.Headers.Authorization = Sim.Basic(world.ClientId, world.ClientSecret);

        using var revoked = await sim.Http.SendAsync(request, sim.Cancellation);
        using var answer = await sim.SendAsync(HttpMethod.Get, "/v2/users", token);

        Assert.Equal("""{"status":"success"}""", await revoked.Content.ReadAsStringAsync(sim.Cancellation));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_missing_scope_is_named_in_the_sentence_that_clients_look_for()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.GrantedScopes = ["user:read:list_users:admin"];

        var body = await sim.GetAsync("/v2/users/me/recordings", HttpStatusCode.BadRequest);

        Assert.Equal(4711, body["code"]!.GetValue<int>());
        Assert.Equal(
            "Invalid access token, does not contain scopes:[cloud_recording:read:list_user_recordings, "
            + "cloud_recording:read:list_user_recordings:admin].",
            body["message"]!.ToString());
    }

    [Fact]
    public async Task Classic_scopes_open_the_same_doors()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.Switches.GrantedScopes = ["recording:read:admin"];

        var body = await sim.GetAsync("/v2/users/me/recordings");

        Assert.NotNull(body["meetings"]);
    }

    [SharedFact]
    public async Task The_token_answer_has_the_fields_of_the_sample()
    {
        await using var sim = await Sim.StartAsync();
        using var answer = await sim.AskTokenAsync();
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shared.Samples, "oauth", "s2s-token-200.json")))!;

        var body = (await sim.JsonAsync(answer)).AsObject();

        Assert.Empty(Shapes.Unknown(body, sample));
        Assert.Empty(Shapes.Missing(body, sample));
    }

    [Fact]
    public async Task All_tokens_can_be_expired_before_the_second_call()
    {
        await using var sim = await Sim.StartAsync();
        sim.Control.AddFault(new FaultRule { Path = "/v2/users", Nth = 2, ExpireTokens = true });
        var token = await sim.TokenAsync();

        using var first = await sim.SendAsync(HttpMethod.Get, "/v2/users", token);
        using var second = await sim.SendAsync(HttpMethod.Get, "/v2/users", token);
        using var third = await sim.SendAsync(HttpMethod.Get, "/v2/users", await sim.TokenAsync());

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }
}
