using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Consent;
using Reconvene.Server.Platform.Audit;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

public sealed class ConsentTests
{
    public static TheoryData<string, string> Doors()
    {
        var doors = new TheoryData<string, string>();
        foreach (var begin in (string[])["/api/v1/oauth/zoom/authorize", "/api/zoom/auth-url", "/zoom/connect"])
        {
            foreach (var callback in (string[])["/api/v1/oauth/zoom/callback", "/api/zoom/auth", "/auth/zoom/callback/", "/zoom/callback"])
            {
                doors.Add(begin, callback);
            }
        }

        return doors;
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Each_beginning_leads_through_each_callback_to_one_connection_named_by_its_email(string begin, string callback)
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        await world.CallBackAtAsync(callback);

        var id = await world.ConnectAsync(PersonWorld.Maria, begin);

        var view = await world.CredentialAsync(id);
        Assert.Equal(PersonWorld.Maria, view.GetProperty("account_name").GetString());
        Assert.Equal("oauth", view.GetProperty("type").GetString());
        Assert.Equal((1, 0), (world.Asked("authorization_code"), world.Asked("refresh_token")));
        Assert.True(await world.WorksAsync(id));
    }

    [Theory]
    [Engines]
    public async Task A_caller_who_brings_code_and_state_themselves_is_connected_at_once(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var callback = await world.ConsentAsync(await world.BeginAsync("/api/zoom/auth-url"));
        var query = QueryHelpers.ParseQuery(callback.Query);

        var answer = await world.PostAsync(
            "/api/zoom/auth", new { code = query["code"].ToString(), state = query["state"].ToString() });

        Assert.True(answer.GetProperty("success").GetBoolean());
        Assert.Equal(PersonWorld.Maria, answer.GetProperty("zoom_email").GetString());
        Assert.True((await world.GetAsync("/api/zoom/status")).GetProperty("connected").GetBoolean());
        Assert.True(await world.WorksAsync(answer.GetProperty("credential_id").GetInt64()));
    }

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
        clock.Advance(TimeSpan.FromMinutes(10));

        foreach (var callback in (Uri[])
        [
            used,
            late,
            With(good, "state", null),
            With(good, "state", ""),
            With(good, "state", "x"),
            With(good, "state", state[..^2] + (state[^2] == 'A' ? 'B' : 'A') + state[^1]),
            With(good, "state", string.Join('.', state.Split('.')[..2]) + "."),
            With(good, "state", new string('a', 5000)),
        ])
        {
            var visit = await world.ReturnAsync(callback);
            Assert.Equal((302, "/connect/failed?reason=invalid_state"), (visit.Status, visit.Location));
        }

        Assert.Empty(world.Control.OAuth.TokenRequests);
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
    public async Task A_link_made_for_a_chat_and_followed_elsewhere_connects_nothing_before_a_yes_and_no_gives_it_back(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var code = await world.Server.Services.GetRequiredService<ChatCodes>()
            .IssueAsync(TenantId.First, new Chat(-1001234567890, 77), CancellationToken.None);
        var page = await world.BeginAsync(
            $"/zoom/connect?telegram_chat_id=-1001234567890&telegram_user_id=77&code={code}", world.Server.Anonymous);

        var visit = await world.ReturnAsync(await world.ConsentAsync(page));

        Assert.Equal("/connect/confirm", visit.Location);
        Assert.Empty((await world.GetAsync("/api/v1/credentials")).GetProperty("items").EnumerateArray());
        var asked = await world.Server.Services.GetRequiredService<AnswerConsent>()
            .FindAsync(visit.Cookie!.Split('=', 2)[1], CancellationToken.None);
        Assert.Equal((-1001234567890, PersonWorld.Maria), (asked!.ChatId, asked.ZoomEmail));

        Assert.IsType<ConsentOutcome.Declined>(await world.AnswerAsync(visit, isYes: false));
        await world.DrainAsync();
        Assert.Equal(1, world.Revoked);
        Assert.True(Assert.Single(world.Control.OAuth.Grants).IsEnded);
        Assert.Empty((await world.GetAsync("/api/v1/credentials")).GetProperty("items").EnumerateArray());
        Assert.IsType<ConsentOutcome.Refused>(await world.AnswerAsync(visit, isYes: true));
    }

    [Theory]
    [Engines]
    public async Task The_code_of_a_chat_counts_once_for_that_chat_within_ten_minutes(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var codes = world.Server.Services.GetRequiredService<ChatCodes>();
        var once = await codes.IssueAsync(TenantId.First, new Chat(5, 6), CancellationToken.None);
        var old = await codes.IssueAsync(TenantId.First, new Chat(5, 6), CancellationToken.None);

        Assert.Equal(401, await StatusAsync(world, "/zoom/connect?telegram_chat_id=5&telegram_user_id=6"));
        Assert.Equal(401, await StatusAsync(world, $"/zoom/connect?telegram_chat_id=9&telegram_user_id=6&code={once}"));
        Assert.Equal(200, await StatusAsync(world, $"/zoom/connect?telegram_chat_id=5&telegram_user_id=6&code={once}"));
        Assert.Equal(401, await StatusAsync(world, $"/zoom/connect?telegram_chat_id=5&telegram_user_id=6&code={once}"));
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(401, await StatusAsync(world, $"/zoom/connect?telegram_chat_id=5&telegram_user_id=6&code={old}"));
    }

    [Theory]
    [Engines]
    public async Task A_question_that_nobody_answers_lapses_and_the_grant_is_given_back(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var visit = await world.ReturnAsync(await world.ConsentAsync(await world.BeginAsync()));

        clock.Advance(TimeSpan.FromMinutes(11));
        await world.Server.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<ConsentUpkeep>().Single()
            .RunAsync(CancellationToken.None);
        await world.DrainAsync();

        Assert.Equal(1, world.Revoked);
        Assert.IsType<ConsentOutcome.Refused>(await world.AnswerAsync(visit, isYes: true));
        Assert.Null(await world.Server.Database.FindAsync<string>(
            "SELECT zoom_email FROM consents WHERE zoom_email IS NOT NULL", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task Who_declines_at_Zoom_connects_nothing(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var callback = await world.Control.OAuth.DeclineAsync(await world.BeginAsync(), CancellationToken.None);

        var visit = await world.ReturnAsync(callback);

        Assert.Equal("/connect/declined", visit.Location);
        Assert.Empty(world.Control.OAuth.TokenRequests);
        Assert.Equal("/connect/failed?reason=invalid_state", (await world.ReturnAsync(callback)).Location);
    }

    [Theory]
    [Engines]
    public async Task Consenting_again_makes_the_same_connection_good_and_keeps_its_sources(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await world.ConnectAsync();
        var source = await world.SourceAsync(id);

        // Zoom ended the first pair when the person consented a second time.
        Assert.Equal(id, await world.ConnectAsync());

        Assert.True(await world.WorksAsync(id));
        Assert.Equal("SUCCESS", (await world.SyncAsync(source)).GetProperty("state").GetString());
    }

    [Theory]
    [Engines]
    public async Task A_link_that_reconnects_one_person_takes_no_other(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await world.ConnectAsync();
        var page = await world.BeginAsync($"/api/v1/oauth/zoom/authorize?credential_id={id}");

        var visit = await world.ReturnAsync(await world.ConsentAsync(page, PersonWorld.Priya));
        var refused = Assert.IsType<ConsentOutcome.Refused>(await world.AnswerAsync(visit, isYes: true));

        Assert.Equal("other_zoom_user", refused.Code);
        await world.DrainAsync();
        Assert.True(world.Control.OAuth.Grants.Single(grant => grant.UserEmail is PersonWorld.Priya).IsEnded);
        Assert.True(await world.WorksAsync(id));
        Assert.Equal(PersonWorld.Maria, (await world.CredentialAsync(id)).GetProperty("zoom_email").GetString());
    }

    [Theory]
    [Engines]
    public async Task A_person_is_led_on_only_to_a_path_of_ours_or_a_configured_origin(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(
            engine, settings: new() { ["Http:CorsOrigins"] = "https://app.example.org" });
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

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://evil.example")]
    [InlineData("https://zoom.us.evil.example")]
    public async Task A_consent_whose_token_names_a_foreign_api_host_connects_nothing_and_sends_it_nowhere(string host)
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        world.Control.Switches.ApiUrlInTokenAnswer = host;

        var visit = await world.ReturnAsync(await world.ConsentAsync(await world.BeginAsync()));

        Assert.Equal("/connect/failed?reason=zoom_refused", visit.Location);
        Assert.DoesNotContain(world.Control.Log, request => request.Authorization is "access");
        Assert.Empty((await world.GetAsync("/api/v1/credentials")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [Engines]
    public async Task A_person_s_connection_gathers_that_person_s_recordings_alone(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await world.ConnectAsync(PersonWorld.Priya);

        var task = await world.SyncAsync(await world.SourceAsync(id));

        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", task.GetRawText());
        var host = world.Control.World().Users.Single(user => user.Email is PersonWorld.Priya).Id;
        Assert.Equal([host!], await world.Server.Database.QueryAsync<string>(
            "SELECT DISTINCT host_id FROM meetings", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task Without_an_app_to_consent_to_the_caller_is_told_how_to_give_one(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);

        using var answer = await world.Owner.GetAsync(new Uri("/api/v1/oauth/zoom/authorize", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("no_zoom_app", problem.GetProperty("error_code").GetString());
        Assert.Contains("OAUTH_ZOOM_CLIENT_ID", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<ConsentBegun.Yes> BeginInBrowserAsync(PersonWorld world) =>
        (ConsentBegun.Yes)await world.Server.Services.GetRequiredService<BeginConsent>().RunAsync(
            new(TenantId.First, new UserId(1), AuditActor.User(new UserId(1)), BegunIn.Browser), CancellationToken.None);

    private static Uri With(Uri callback, string name, string? value)
    {
        var query = QueryHelpers.ParseQuery(callback.Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString());
        query.Remove(name);
        if (value is not null)
        {
            query[name] = value;
        }

        return new Uri(QueryHelpers.AddQueryString(callback.GetLeftPart(UriPartial.Path), query));
    }

    private static async Task<int> StatusAsync(PersonWorld world, string path)
    {
        using var answer = await world.Server.Anonymous.GetAsync(new Uri(path, UriKind.Relative));
        return (int)answer.StatusCode;
    }
}
