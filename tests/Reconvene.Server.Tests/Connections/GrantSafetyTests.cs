using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reconvene.Server.Connections.Consent;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>A grant is Zoom's word to a person: none is lost, none outlives its connection, none ends another's.</summary>
public sealed class GrantSafetyTests
{
    [Theory]
    [Engines]
    public async Task A_grant_whose_consent_was_interrupted_is_given_back(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var callback = await world.ConsentAsync(await world.BeginAsync());
        world.Control.AddFault(new FaultRule { Path = "/v2/users/{user}", Gate = "me" });
        var visit = world.ReturnAsync(callback);
        await world.Control.WaitForRequestAsync(
            request => request is { Route: "/v2/users/{user}", IsFinished: false }, CancellationToken.None);

        // What a process that dies here leaves behind: the code is used, and nobody has said whose the grant is.
        var left = await CopyConsentAsync(world);
        world.Control.ReleaseGate("me");
        await visit;
        await RestoreConsentAsync(world, left);

        clock.Advance(TimeSpan.FromMinutes(11));
        await UpkeepAsync(world);
        await world.DrainAsync();

        Assert.Equal(1, world.Revoked);
        Assert.True(Assert.Single(world.Control.OAuth.Grants).IsEnded);
    }

    [Theory]
    [Engines]
    public async Task A_person_who_says_no_to_a_link_keeps_the_connection_they_have(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await world.ConnectAsync();
        var visit = await world.ReturnAsync(await world.ConsentAsync(await world.BeginAsync()));

        Assert.IsType<ConsentOutcome.Declined>(await world.AnswerAsync(visit, isYes: false));
        await world.DrainAsync();

        // Zoom ended the first pair when the person consented anew; the second is on the connection now.
        Assert.Equal(0, world.Revoked);
        Assert.True(await world.WorksAsync(id));
        Assert.False((await world.CredentialAsync(id)).GetProperty("needs_reauth").GetBoolean());
    }

    [Theory]
    [Engines]
    public async Task A_connection_is_made_good_again_through_its_own_app_alone(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await world.ConnectAsync();
        var other = world.Control.OAuth.AddApp(new NewApp());
        await world.PostAsync("/api/v1/zoom-apps", new { name = "other", client_id = other.ClientId, client_secret = other.ClientSecret });

        var page = await world.BeginAsync($"/api/v1/oauth/zoom/authorize?credential_id={id}&app=other");

        Assert.Equal(world.App.ClientId, QueryHelpers.ParseQuery(page.Query)["client_id"].ToString());
    }

    [Theory]
    [Engines]
    public async Task A_pasted_token_without_its_app_moves_to_the_app_that_it_is_reconnected_through(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var made = await world.PostAsync(
            "/api/v1/credentials/",
            new { platform = "zoom", account_name = "pasted", credentials = new { access_token = "canary-token-of-nobody" } });
        var id = made.GetProperty("id").GetInt64();
        Assert.False(await world.WorksAsync(id));

        Assert.Equal(id, await world.ConnectAsync(path: $"/api/v1/oauth/zoom/authorize?credential_id={id}"));
        clock.Advance(TimeSpan.FromMinutes(51));

        Assert.True(await world.WorksAsync(id));
        Assert.Equal(1, world.Asked("refresh_token"));
        Assert.Equal(world.App.ClientId, (await world.CredentialAsync(id)).GetProperty("client_id").GetString());
    }

    [Theory]
    [Engines]
    public async Task A_disconnect_that_is_repeated_does_not_take_the_tenants_own_connection(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var app = world.Control.OAuth.ServerToServerApp;
        var tenants = await world.PostAsync("/api/v1/credentials/", new
        {
            platform = "zoom",
            credentials = new { account_id = app.AccountId, client_id = app.ClientId, client_secret = app.ClientSecret },
        });
        await world.SourceAsync(tenants.GetProperty("id").GetInt64());
        await world.ConnectAsync();

        using var first = await world.Owner.DeleteAsync(new Uri("/api/zoom/disconnect", UriKind.Relative));
        using var again = await world.Owner.DeleteAsync(new Uri("/api/zoom/disconnect", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (first.StatusCode, again.StatusCode));
        Assert.Equal("server_to_server", (await world.CredentialAsync(tenants.GetProperty("id").GetInt64())).GetProperty("type").GetString());
    }

    [Theory]
    [Engines]
    public async Task A_new_secret_on_the_app_mends_its_connections_and_what_was_given_up_goes_on(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await world.ConnectAsync();
        var source = await world.SourceAsync(id);
        world.Control.OAuth.ChangeApp(world.App.ClientId, new AppChange { ClientSecret = "canary-new-app-secret" });
        clock.Advance(TimeSpan.FromMinutes(51));
        var task = await world.SyncAsync(source);
        Assert.Equal("FAILURE", task.GetProperty("state").GetString());

        var app = (await world.CredentialAsync(id)).GetProperty("zoom_app_id").GetInt64();
        using var patched = await world.Owner.PatchAsJsonAsync(
            new Uri($"/api/v1/zoom-apps/{app}", UriKind.Relative), new { client_secret = "canary-new-app-secret" });
        patched.EnsureSuccessStatusCode();
        await world.DrainAsync();

        task = await world.GetAsync($"/api/v1/tasks/{task.GetProperty("task_id").GetString()}");
        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", task.GetRawText());
        Assert.Equal(0, (await world.GetAsync("/api/v1/alerts?state=open")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [Engines]
    public async Task A_refusal_of_the_app_does_not_pass_for_a_grant_that_was_given_back(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await world.ConnectAsync();
        world.Control.OAuth.ChangeApp(world.App.ClientId, new AppChange { ClientSecret = "canary-new-app-secret" });

        using var removed = await world.Owner.DeleteAsync(new Uri($"/api/v1/credentials/{id}", UriKind.Relative));
        await world.DrainAsync();

        Assert.Equal(1, await world.Server.Database.FindAsync<long>("SELECT COUNT(*) FROM revocations", null, CancellationToken.None));
        Assert.False(Assert.Single(world.Control.OAuth.Grants).IsEnded);
        var app = (await world.GetAsync("/api/v1/zoom-apps")).GetProperty("items")[0].GetProperty("id").GetInt64();
        using var kept = await world.Owner.DeleteAsync(new Uri($"/api/v1/zoom-apps/{app}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Conflict, kept.StatusCode);
    }

    [Theory]
    [Engines]
    public async Task An_app_with_all_of_Zooms_scopes_can_be_connected(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        world.Control.OAuth.ChangeApp(world.App.ClientId, new AppChange
        {
            Scopes = [.. world.App.Scopes, .. Enumerable.Range(0, 600).Select(number => $"phone:read:list_of_something_{number}")],
        });

        Assert.True(await world.WorksAsync(await world.ConnectAsync()));
    }

    private static async Task<byte[]> CopyConsentAsync(PersonWorld world) => (await world.Server.Database.FindAsync<byte[]>(
        "SELECT grant_sealed FROM consents WHERE state = 'returned'", null, CancellationToken.None))!;

    private static async Task RestoreConsentAsync(PersonWorld world, byte[] grant)
    {
        await using var work = await world.Server.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(
            "UPDATE consents SET state = 'returned', grant_sealed = @grant, zoom_user_id = NULL, zoom_email = NULL, browser_hash = NULL",
            new { grant },
            CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    private static Task UpkeepAsync(PersonWorld world) => world.Server.Services.GetServices<IHostedService>()
        .OfType<ConsentUpkeep>().Single().RunAsync(CancellationToken.None);
}
