using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Consent;
using Reconvene.Server.Platform.Audit;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>What ties a consent to whoever began it, and where it leads.</summary>
public sealed class ConsentStateTests
{
    [Theory]
    [Engines]
    public async Task No_other_used_altered_or_expired_state_reaches_the_token_endpoint(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var used = await world.ConsentAsync(await world.BeginAsync());
        await world.ReturnAsync(used);
        var late = await world.ConsentAsync(await world.BeginAsync());
        var good = await world.ConsentAsync(await world.BeginAsync());
        var state = QueryHelpers.ParseQuery(good.Query)["state"].ToString();
        world.Control.ClearLog();

        // While nothing is over yet, so that none of them is refused for its age.
        foreach (var callback in (Uri[])
        [
            used,
            With(good, "state", null),
            With(good, "state", ""),
            With(good, "state", "x"),
            With(good, "state", state[..^2] + (state[^2] == 'A' ? 'B' : 'A') + state[^1]),
            With(good, "state", string.Join('.', state.Split('.')[..2]) + "."),
            With(good, "state", new string('a', 5000)),
        ])
        {
            await AssertRefusedAsync(callback);
        }

        Assert.Empty(world.Control.OAuth.TokenRequests);
        var visit = await world.ReturnAsync(good);
        Assert.False(visit.Location!.StartsWith("/connect/failed", StringComparison.Ordinal), visit.Location);
        Assert.Single(world.Control.OAuth.TokenRequests);

        clock.Advance(ConsentState.Life);
        await AssertRefusedAsync(late);
        Assert.Single(world.Control.OAuth.TokenRequests);

        async Task AssertRefusedAsync(Uri callback)
        {
            var refused = await world.ReturnAsync(callback);
            Assert.Equal((302, "/connect/failed?reason=invalid_state"), (refused.Status, refused.Location));
        }
    }

    [Theory]
    [Engines]
    public async Task The_state_of_another_tenant_or_of_another_person_counts_for_nobody_else(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var foreign = world.Server.Client(await world.Server.AddPersonAsync(Role.Owner, tenant: 2));
        using var colleague = world.Server.Client(await world.Server.AddPersonAsync(Role.Editor));
        var callback = await world.ConsentAsync(await world.BeginAsync("/api/zoom/auth-url"));
        var query = QueryHelpers.ParseQuery(callback.Query);
        var body = new { code = query["code"].ToString(), state = query["state"].ToString() };

        foreach (var other in (HttpClient[])[foreign, colleague])
        {
            using var answer = await other.PostAsJsonAsync("/api/zoom/auth", body);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("invalid_state", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error_code").GetString());
        }

        Assert.Empty(world.Control.OAuth.TokenRequests);
        Assert.True((await world.PostAsync("/api/zoom/auth", body)).GetProperty("success").GetBoolean());
    }

    [Theory]
    [Engines]
    public async Task What_was_begun_in_a_browser_comes_back_only_in_that_browser_and_needs_no_second_yes(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var begun = await BeginInBrowserAsync(world);
        var callback = await world.ConsentAsync(begun.Address);

        Assert.Equal("/connect/failed?reason=other_browser", (await world.ReturnAsync(callback)).Location);
        Assert.Equal(
            "/connect/failed?reason=other_browser",
            (await world.ReturnAsync(callback, $"reconvene-consent={ConsentKey.Make()}")).Location);
        Assert.Empty(world.Control.OAuth.TokenRequests);

        // The true browser is not harmed by what others tried.
        Assert.Equal("/connect/connected", (await world.ReturnAsync(callback, $"reconvene-consent={begun.BrowserKey}")).Location);
        Assert.Single((await world.GetAsync("/api/v1/credentials")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [Engines]
    public async Task A_person_is_led_on_only_to_a_path_of_ours_or_a_configured_origin(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(
            engine, settings: new(StringComparer.Ordinal) { ["Http:CorsOrigins"] = "https://app.example.org" });
        foreach (var (wanted, expected) in ((string, string)[])
        [
            ("/sources", "/sources?zoom=declined"),
            ("https://app.example.org/done?x=1", "https://app.example.org/done?x=1&zoom=declined"),
            ("//evil.example", "/connect/declined"),
            ("/\\evil.example", "/connect/declined"),
            ("/%2fevil.example", "/connect/declined"),
            ("/%5cevil.example", "/connect/declined"),
            ("https:evil.example", "/connect/declined"),
            ("https://evil.example", "/connect/declined"),
            ("https://app.example.org.evil.example/", "/connect/declined"),
            ("https://app.example.org@evil.example/", "/connect/declined"),
            ("javascript:alert(1)", "/connect/declined"),
            ("/x\r\nSet-Cookie: a=b", "/connect/declined"),
        ])
        {
            var page = await world.BeginAsync("/api/v1/oauth/zoom/authorize?redirect=" + Uri.EscapeDataString(wanted));
            var visit = await world.ReturnAsync(await world.Control.OAuth.DeclineAsync(page, CancellationToken.None));
            Assert.Equal(expected, visit.Location);
        }
    }

    [Theory]
    [Engines]
    public async Task Forged_hosts_do_not_change_where_Zoom_leads_back_to(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        await world.CallBackAtAsync("/zoom/callback");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/oauth/zoom/authorize");
        request.Headers.Host = "evil.example";
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("Forwarded", "host=evil.example;proto=https");

        using var answer = await world.Owner.SendAsync(request);

        var address = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("authorization_url").GetString()!;
        Assert.Equal(
            new Uri(world.Server.Address, "/zoom/callback").ToString(),
            QueryHelpers.ParseQuery(new Uri(address).Query)["redirect_uri"].ToString());
    }

    private static async Task<ConsentBegun.Yes> BeginInBrowserAsync(PersonWorld world) =>
        (ConsentBegun.Yes)await world.Server.Services.GetRequiredService<BeginConsent>().RunAsync(
            new(TenantId.First, new UserId(1), AuditActor.User(new UserId(1)), BegunIn.Browser), CancellationToken.None);

    private static Uri With(Uri callback, string name, string? value)
    {
        var query = QueryHelpers.ParseQuery(callback.Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString(), StringComparer.Ordinal);
        query.Remove(name);
        if (value is not null)
        {
            query[name] = value;
        }

        return new Uri(QueryHelpers.AddQueryString(callback.GetLeftPart(UriPartial.Path), query));
    }
}
