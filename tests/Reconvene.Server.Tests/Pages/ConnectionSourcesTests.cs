using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class ConnectionSourcesTests
{
    [Theory]
    [Engines]
    public async Task Presses_that_come_together_make_one_source(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var id = await world.ConnectAsync();
        var path = $"/connections/{id}/sources";
        var form = Browser.Hidden((await browser.OpenAsync($"/connections/{id}")).Text, path);

        var sent = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => browser.PostAsync(path, form)));

        Assert.All(sent, answer => Assert.Equal(303, answer.Code));
        Assert.Single((await world.GetAsync("/api/v1/sources")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [Engines]
    public async Task However_many_sources_and_alerts_others_have_a_connection_shows_its_own(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var (one, other) = (await world.ConnectAsync(), await world.ConnectAsync(PersonWorld.Priya));
        await ConnectionPageTests.RaiseAsync(world.Server, $"connection:{one}", "Zoom refuses it.", $"/connections/{one}/reconnect");
        await CopyAsync(world.Server, await world.SourceAsync(other));
        var form = Browser.Hidden((await browser.OpenAsync($"/connections/{one}")).Text, $"/connections/{one}/sources");

        await browser.PostAsync($"/connections/{one}/sources", form);
        await browser.PostAsync($"/connections/{one}/sources", form);

        var source = Assert.Single(await world.Server.Database.QueryAsync<long>(
            "SELECT id FROM sources WHERE tenant_id = 1 AND connection_id = @one", new { one }, CancellationToken.None));
        var mine = await browser.OpenAsync($"/connections/{one}?synced={source}");
        Assert.Contains("All my cloud recordings", mine.Read(), StringComparison.Ordinal);
        Assert.DoesNotContain($"action=\"/connections/{one}/sources\"", mine.Text, StringComparison.Ordinal);
        Assert.Contains("was started", mine.Read(), StringComparison.Ordinal);
        Assert.Contains("Zoom refuses it.", mine.Read(), StringComparison.Ordinal);
        var home = await browser.OpenAsync($"/?synced={source}");
        Assert.Contains($"action=\"/sources/{source}/sync\"", home.Text, StringComparison.Ordinal);
        Assert.Contains("was started", home.Read(), StringComparison.Ordinal);
        Assert.Contains("Zoom refuses it.", home.Read(), StringComparison.Ordinal);
        Assert.All([home, await browser.OpenAsync($"/connections/{other}")], page =>
            Assert.Contains("Copy 301", page.Text, StringComparison.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task A_source_says_when_it_is_synced_next_and_what_will_be_removed_of_it(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var id = await world.ConnectAsync();
        var source = await world.SourceAsync(id);

        await world.PatchAsync($"/api/v1/sources/{source}", new { schedule = "30 6 * * *", schedule_timezone = "Europe/Berlin" });
        var plain = (await browser.OpenAsync($"/connections/{id}")).Read();
        await world.PatchAsync(
            $"/api/v1/sources/{source}", new { schedule = "off", keep_media = "30d", trash_at_zoom_after = "1d" });
        var strict = (await browser.OpenAsync($"/connections/{id}")).Read();
        await world.PatchAsync($"/api/v1/sources/{source}", new { keep_media = "until_processed", trash_at_zoom_after = "never" });
        var processed = (await browser.OpenAsync($"/connections/{id}")).Read();

        Assert.Matches("Next sync [0-9]+ [A-Z][a-z]+ [0-9]{4}, 0[45]:30 UTC", plain);
        Assert.DoesNotContain("Video and sound go", plain, StringComparison.Ordinal);
        Assert.Contains("Synced by hand only", strict, StringComparison.Ordinal);
        Assert.Contains("Video and sound go 30 days after they came", strict, StringComparison.Ordinal);
        Assert.Contains("Goes to Zoom’s trash after 1 day", strict, StringComparison.Ordinal);
        Assert.Contains("Video and sound go once they were processed", processed, StringComparison.Ordinal);
        Assert.DoesNotContain("trash", processed, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_source_of_Zoom_Phone_alone_does_not_stand_for_the_meetings(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var id = await world.ConnectAsync();
        var path = $"/connections/{id}/sources";
        await world.PostAsync(
            "/api/v1/sources", new { name = "Calls", platform = "zoom", credential_id = id, config = new { recording_type = "phone" } });

        var page = (await browser.OpenAsync($"/connections/{id}")).Text;
        Assert.Contains($"action=\"{path}\"", page, StringComparison.Ordinal);
        await browser.PostAsync(path, Browser.Hidden(page, path));

        Assert.Equal(2, (await world.GetAsync("/api/v1/sources")).GetProperty("items").GetArrayLength());
        Assert.DoesNotContain($"action=\"{path}\"", (await browser.OpenAsync($"/connections/{id}")).Text, StringComparison.Ordinal);
    }

    /// <summary>More sources like one, and as many newer alerts about something else, than any page of a list holds.</summary>
    private static async Task CopyAsync(ServerUnderTest server, long source)
    {
        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        foreach (var statement in (string[])
        [
            """
            WITH RECURSIVE copies(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copies WHERE number < 301)
            INSERT INTO sources (tenant_id, connection_id, name, platform, config, is_active, created_at, updated_at, version)
            SELECT s.tenant_id, s.connection_id, 'Copy ' || number, s.platform, s.config, s.is_active, s.created_at, s.updated_at, 1
            FROM sources s CROSS JOIN copies
            WHERE s.id = @source
            """,
            """
            WITH RECURSIVE copies(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copies WHERE number < 301)
            INSERT INTO alerts (tenant_id, kind, subject, severity, message, raised_at)
            SELECT a.tenant_id, a.kind, 'copy:' || number, a.severity, 'Something else.', a.raised_at
            FROM alerts a CROSS JOIN copies
            WHERE a.id = (SELECT MIN(id) FROM alerts)
            """,
        ])
        {
            await work.ExecuteAsync(statement, new { source }, CancellationToken.None);
        }

        await work.CommitAsync(CancellationToken.None);
    }
}
