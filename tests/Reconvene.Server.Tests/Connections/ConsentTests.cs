using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Reconvene.Server.Connections.Consent;
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
}
