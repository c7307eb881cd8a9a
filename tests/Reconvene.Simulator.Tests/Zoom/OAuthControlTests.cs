using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class OAuthControlTests
{
    [Fact]
    public async Task Apps_and_accounts_are_told_over_http()
    {
        await using var sim = await Sim.StartAsync();

        var world = JsonNode.Parse(await sim.Http.GetStringAsync("/_control/world", sim.Cancellation))!;

        Assert.Equal(
            ["server_to_server", "user_managed", "master"], world["apps"]!.AsArray().Select(app => app!["kind"]!.ToString()),
            StringComparer.Ordinal);
        Assert.Equal(sim.Control.OAuth.UserApp.ClientSecret, world["apps"]![1]!["client_secret"]!.ToString());
        Assert.Equal(
            ["Sim Example", "Branch North", "Branch South"], world["accounts"]!.AsArray().Select(account => account!["name"]!.ToString()),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_consent_can_be_scripted_from_end_to_end_over_http()
    {
        await using var sim = await Sim.StartAsync();
        var added = await PostAsync(sim, "apps", $$"""{"name":"Over HTTP","redirect_uris":["{{Client.Redirect}}"],"scope_family":"classic"}""");
        var client = new Client(sim, sim.Control.OAuth.Apps[^1]);

        var allowed = await PostAsync(sim, "consent", $$"""{"authorize_url":"{{client.AuthorizeUrl()}}","user":"{{Client.Anna}}"}""");
        var declined = await PostAsync(sim, "decline", $$"""{"authorize_url":"{{client.AuthorizeUrl()}}"}""");
        var code = allowed["callback_url"]!.ToString().Split("code=")[1].Split('&')[0];
        using var redeemed = await client.RedeemAsync(code);
        await PostAsync(sim, "deauthorize", $$"""{"client_id":"{{client.App.ClientId}}","user":"{{Client.Anna}}"}""");
        var grants = JsonNode.Parse(await sim.Http.GetStringAsync("/_control/grants", sim.Cancellation))!;
        var requests = JsonNode.Parse(await sim.Http.GetStringAsync("/_control/token-requests", sim.Cancellation))!;

        Assert.Equal(client.App.ClientId, added["client_id"]!.ToString());
        Assert.Contains("error=access_denied", declined["callback_url"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, redeemed.StatusCode);
        Assert.True(grants[0]!["is_ended"]!.GetValue<bool>());
        Assert.Equal(Client.Anna, requests[0]!["ask"]!["subject"]!.ToString());
    }

    [Fact]
    public async Task An_app_is_changed_over_http()
    {
        await using var sim = await Sim.StartAsync();
        var id = sim.Control.OAuth.UserApp.ClientId;

        var changed = await PostAsync(sim, "apps/change?client_id=" + id, """{"is_enabled":false,"scopes":["user:read"]}""");

        Assert.False(changed["is_enabled"]!.GetValue<bool>());
        Assert.Equal(["user:read"], sim.Control.OAuth.UserApp.Scopes);
    }

    [Theory]
    [InlineData("apps", """{"scopes":["user:read:admin"]}""", "user:read:admin")]
    [InlineData("apps", """{"account_id":"elsewhere"}""", "elsewhere")]
    [InlineData("apps/change?client_id=nobody", "{}", "nobody")]
    [InlineData("apps/change", "{}", "client_id")]
    [InlineData("deauthorize", """{"client_id":"nobody","user":"x"}""", "nobody")]
    [InlineData("consent", """{"authorize_url":"http://127.0.0.1/oauth/authorize?client_id=nobody","user":"x"}""", "nobody")]
    public async Task A_wrong_wish_is_answered_with_a_sentence(string path, string body, string named)
    {
        await using var sim = await Sim.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await sim.Http.PostAsync("/_control/" + path, content, sim.Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(sim.Cancellation), StringComparison.Ordinal);
    }

    private static async Task<JsonNode> PostAsync(Sim sim, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await sim.Http.PostAsync("/_control/" + path, content, sim.Cancellation);
        var text = await answer.Content.ReadAsStringAsync(sim.Cancellation);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text) ?? new JsonObject();
    }
}
