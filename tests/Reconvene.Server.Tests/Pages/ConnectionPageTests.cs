using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class ConnectionPageTests
{
    [Theory]
    [Engines]
    public async Task A_connection_is_shown_with_its_state_its_sources_and_what_came_through_it(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var id = await world.ConnectAsync(PersonWorld.Priya);

        var before = await browser.OpenAsync($"/connections/{id}");
        var added = await browser.SendAsync($"/connections/{id}", $"/connections/{id}/sources");
        var whole = await browser.OpenAsync(added.Headers["Location"]);
        var source = (await world.GetAsync("/api/v1/sources")).GetProperty("items")[0].GetProperty("id").GetInt64();
        var synced = await browser.SendAsync($"/connections/{id}", $"/sources/{source}/sync");
        await world.DrainAsync();
        var after = await browser.OpenAsync(synced.Headers["Location"]);

        Assert.Contains("No source takes recordings from it yet", before.Read(), StringComparison.Ordinal);
        Assert.Contains("One person’s own recordings", before.Read(), StringComparison.Ordinal);
        Assert.Equal((303, $"/connections/{id}?said=source_added"), (added.Code, added.Headers["Location"]));
        Assert.Contains("All my cloud recordings", whole.Read(), StringComparison.Ordinal);
        Assert.Contains($"/api/v1/sources/{source}/sync", whole.Read(), StringComparison.Ordinal);
        Assert.DoesNotContain($"action=\"/connections/{id}/sources\"", whole.Text, StringComparison.Ordinal);
        Assert.Equal((303, $"/connections/{id}?synced={source}"), (synced.Code, synced.Headers["Location"]));
        var count = (await world.GetAsync("/api/v1/recordings?limit=300")).GetProperty("items").GetArrayLength();
        Assert.True(count > 0);
        Assert.Contains($"{count} recordings", after.Read(), StringComparison.Ordinal);
        Assert.Contains($"href=\"/recordings?connection={id}\"", after.Text, StringComparison.Ordinal);
        Assert.Contains("Last synced", after.Read(), StringComparison.Ordinal);
        Assert.All([before, after], page => Assert.Contains("Zoom accepted it the last time", page.Read(), StringComparison.Ordinal));
        Assert.Matches("Last accepted by Zoom [0-9]", after.Read());
    }

    [Fact]
    public async Task Asking_twice_for_everything_makes_one_source()
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var id = await world.ConnectAsync();
        var form = Browser.Hidden((await browser.OpenAsync($"/connections/{id}")).Text, $"/connections/{id}/sources");

        await browser.PostAsync($"/connections/{id}/sources", form);
        await browser.PostAsync($"/connections/{id}/sources", form);

        Assert.Single((await world.GetAsync("/api/v1/sources")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [Engines]
    public async Task An_open_alert_stands_on_the_first_page_and_at_its_connection_with_its_link(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var (one, other) = (await world.ConnectAsync(), await world.ConnectAsync(PersonWorld.Priya));
        await RaiseAsync(world.Server, $"connection:{one}", "Zoom refuses it.", $"/connections/{one}/reconnect");

        var home = await browser.OpenAsync("/");
        var mine = await browser.OpenAsync($"/connections/{one}");
        var its = await browser.OpenAsync($"/connections/{other}");

        Assert.All([home, mine], page =>
        {
            Assert.Contains("Zoom refuses it.", page.Read(), StringComparison.Ordinal);
            Assert.Contains($"<a href=\"/connections/{one}/reconnect\">", page.Text, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("Zoom refuses it.", its.Text, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task Reconnecting_a_person_leads_through_Zoom_and_keeps_everything(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var id = await world.ConnectAsync();
        var source = await world.SourceAsync(id);
        await RefuseAsync(world.Server, id);

        var broken = await browser.OpenAsync($"/connections/{id}");
        var page = await browser.OpenAsync($"/connections/{id}/reconnect");
        var back = await browser.OpenAsync((await world.ConsentAsync(await browser.BeginAsync($"/connections/{id}/reconnect"))).ToString());
        var mended = await browser.OpenAsync(back.Headers["Location"]);

        Assert.Contains("Needs reconnecting", broken.Read(), StringComparison.Ordinal);
        Assert.Contains("Zoom said: The grant was ended.", broken.Read(), StringComparison.Ordinal);
        Assert.Contains(PersonWorld.Maria, page.Read(), StringComparison.Ordinal);
        Assert.Contains("stay as they are", page.Read(), StringComparison.Ordinal);
        Assert.Equal($"/connections/{id}?zoom=connected", back.Headers["Location"]);
        Assert.DoesNotContain("Needs reconnecting", mended.Read(), StringComparison.Ordinal);
        Assert.Equal("SUCCESS", (await world.SyncAsync(source)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Reconnecting_as_another_Zoom_user_takes_nothing_over()
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var id = await world.ConnectAsync();

        var zoom = await browser.BeginAsync($"/connections/{id}/reconnect");
        var back = await browser.OpenAsync((await world.ConsentAsync(zoom, PersonWorld.Priya)).ToString());

        Assert.Equal("/connect/failed?reason=other_zoom_user", back.Headers["Location"]);
        Assert.Equal(PersonWorld.Maria, (await world.CredentialAsync(id)).GetProperty("zoom_email").GetString());
    }

    [Theory]
    [Engines]
    public async Task A_new_client_secret_makes_an_account_good_again(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var path = $"/connections/{world.Credential}/reconnect";
        await RefuseAsync(world.Server, world.Credential);

        var wrong = await browser.SendAsync(path, path, ("client_secret", "canary"));
        var none = await browser.SendAsync(path, path);
        var kept = await browser.SendAsync(path, path, ("client_secret", world.Control.World().ClientSecret));

        Assert.Equal((422, 422), (wrong.Code, none.Code));
        Assert.Contains("id=\"client_secret-error\"", wrong.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", wrong.Text, StringComparison.Ordinal);
        Assert.Equal((303, $"/connections/{world.Credential}?said=secret_kept"), (kept.Code, kept.Headers["Location"]));
        Assert.Equal("SUCCESS", (await world.SyncAsync()).GetProperty("state").GetString());
    }

    [Theory]
    [Engines]
    public async Task Disconnecting_says_what_goes_wants_a_confirmation_and_gives_the_grant_back(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var id = await world.ConnectAsync(PersonWorld.Priya);
        await world.SyncAsync(await world.SourceAsync(id));
        var count = (await world.GetAsync("/api/v1/recordings?limit=300")).GetProperty("items").GetArrayLength();
        var path = $"/connections/{id}/disconnect";

        var page = await browser.OpenAsync(path);
        var unconfirmed = await browser.SendAsync(path, path);
        Assert.Equal(200, (await browser.OpenAsync($"/connections/{id}")).Code);
        var gone = await browser.SendAsync(path, path, ("confirm", "yes"));
        await world.DrainAsync();
        var home = await browser.OpenAsync(gone.Headers["Location"]);

        Assert.Contains("1 source", page.Read(), StringComparison.Ordinal);
        Assert.Contains($"{count} recording", page.Read(), StringComparison.Ordinal);
        Assert.Contains("given back to Zoom", page.Read(), StringComparison.Ordinal);
        Assert.Equal(422, unconfirmed.Code);
        Assert.Contains("id=\"confirm-error\"", unconfirmed.Text, StringComparison.Ordinal);
        Assert.Equal((303, "/?said=disconnected"), (gone.Code, gone.Headers["Location"]));
        Assert.Contains("The connection is removed", home.Read(), StringComparison.Ordinal);
        Assert.Equal(1, world.Revoked);
        Assert.Equal(404, (await browser.OpenAsync($"/connections/{id}")).Code);
        Assert.Empty((await world.GetAsync("/api/v1/recordings")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task An_editor_disconnects_their_own_and_no_one_elses()
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        using var editor = await PageVisitors.PersonAsync(world.Server, Role.Editor);
        var owners = await world.ConnectAsync();
        var callback = await world.ConsentAsync(await editor.BeginAsync(), PersonWorld.Priya);
        await editor.OpenAsync(callback.ToString());
        var own = (await editor.OpenAsync("/connect/connected")).Headers["Location"].Split('?')[0];

        var refused = await editor.OpenAsync($"/connections/{owners}/disconnect");
        var form = Browser.Hidden((await editor.OpenAsync($"{own}/disconnect")).Text, $"{own}/disconnect");
        var forced = await editor.PostAsync($"/connections/{owners}/disconnect", [.. form, ("confirm", "yes")]);
        var gone = await editor.PostAsync($"{own}/disconnect", [.. form, ("confirm", "yes")]);

        Assert.Equal((403, 403, 303), (refused.Code, forced.Code, gone.Code));
        Assert.DoesNotContain($"/connections/{owners}/disconnect", (await editor.OpenAsync($"/connections/{owners}")).Text, StringComparison.Ordinal);
        Assert.Equal(PersonWorld.Maria, (await world.CredentialAsync(owners)).GetProperty("zoom_email").GetString());
    }

    [Fact]
    public async Task An_account_s_secret_is_changed_and_the_account_removed_by_an_owner_alone()
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite);
        using var editor = await PageVisitors.PersonAsync(world.Server, Role.Editor);
        var page = await editor.OpenAsync($"/connections/{world.Credential}");
        var form = Browser.Hidden(page.Text, "/sign-out");

        foreach (var end in (string[])["reconnect", "disconnect"])
        {
            var path = $"/connections/{world.Credential}/{end}";
            Assert.DoesNotContain(path, page.Text, StringComparison.Ordinal);
            Assert.Equal(403, (await editor.OpenAsync(path)).Code);
            Assert.Equal(403, (await editor.PostAsync(path, [.. form, ("confirm", "yes"), ("client_secret", "another-secret")])).Code);
        }

        Assert.Equal("SUCCESS", (await world.SyncAsync()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_viewer_reads_a_connection_and_changes_nothing()
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite);
        using var viewer = await PageVisitors.PersonAsync(world.Server, Role.Viewer);

        var page = await viewer.OpenAsync($"/connections/{world.Credential}");
        var form = Browser.Hidden(page.Text, "/sign-out");

        Assert.Equal(200, page.Code);
        foreach (var end in (string[])["sources", "reconnect", "disconnect"])
        {
            var path = $"/connections/{world.Credential}/{end}";
            Assert.DoesNotContain(path, page.Text, StringComparison.Ordinal);
            Assert.Equal(403, (await viewer.PostAsync(path, form)).Code);
        }
    }

    [Theory]
    [Engines]
    public async Task Another_tenants_connection_is_on_every_page_like_one_that_never_was(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        using var foreign = await PageVisitors.PersonAsync(world.Server, Role.Owner, tenant: 2);
        var form = Browser.Hidden((await foreign.OpenAsync("/")).Text, "/sign-out");

        foreach (var id in (long[])[world.Credential, 987654])
        {
            foreach (var end in (string[])["", "/reconnect", "/disconnect"])
            {
                Assert.Equal(404, (await foreign.OpenAsync($"/connections/{id}{end}")).Code);
            }

            foreach (var end in (string[])["/sources", "/reconnect", "/disconnect"])
            {
                Assert.Equal(404, (await foreign.PostAsync($"/connections/{id}{end}", [.. form, ("confirm", "yes")])).Code);
            }
        }

        Assert.Equal("SUCCESS", (await world.SyncAsync()).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("said")]
    [InlineData("zoom")]
    [InlineData("synced")]
    [InlineData("return")]
    public async Task What_an_address_claims_to_have_happened_is_not_repeated(string name)
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(world.Server);

        var page = await browser.OpenAsync($"/connections/{world.Credential}?{name}=canary");

        Assert.Equal(200, page.Code);
        Assert.DoesNotContain("canary", page.Text, StringComparison.Ordinal);
    }

    internal static async Task RaiseAsync(ServerUnderTest server, string subject, string message, string link)
    {
        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        await server.Services.GetRequiredService<Alerts>().RaiseAsync(
            work, new(TenantId.First, "connection.needs_reauth", subject, AlertSeverity.Error, message, link), CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    private static async Task RefuseAsync(ServerUnderTest server, long connection)
    {
        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(
            "UPDATE zoom_connections SET needs_reauth = TRUE, reason = 'The grant was ended.' WHERE tenant_id = 1 AND id = @connection",
            new { connection },
            CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }
}
