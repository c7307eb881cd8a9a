using System.Globalization;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class ConnectionFormsTests
{
    /// <summary>Every form about connections, with what would make it act.</summary>
    private static readonly (string Path, (string Name, string Value)[] Fields)[] Forms =
    [
        ("/connect", []),
        ("/connect/app", [("app_name", "evil"), ("app_client_id", "evil_client"), ("app_client_secret", "evil-secret")]),
        ("/connect/account", [("account_id", "evil_account"), ("client_id", "evil_client"), ("client_secret", "evil-secret")]),
        ("/connect/confirm", [("answer", "yes")]),
        ("/connections/{0}/sources", []),
        ("/connections/{0}/reconnect", []),
        ("/connections/{0}/disconnect", [("confirm", "yes")]),
        ("/sources/{1}/sync", [("from", "connection")]),
    ];

    [Theory]
    [Engines]
    public async Task No_form_of_a_connection_is_taken_from_elsewhere_or_without_its_token(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var id = await world.ConnectAsync();
        var source = await world.SourceAsync(id);
        var other = await world.ConnectAsync(PersonWorld.Priya);
        var asked = await world.ConsentAsync(await world.BeginAsync(), PersonWorld.Maria);
        await browser.OpenAsync(asked.ToString());
        var token = Browser.Hidden((await browser.OpenAsync("/")).Text, "/sign-out");
        var before = await SnapshotAsync(world);

        foreach (var (form, fields) in Forms)
        {
            var path = string.Format(CultureInfo.InvariantCulture, form, form.EndsWith("sources", StringComparison.Ordinal) ? other : id, source);
            var foreign = await browser.PostAsync(path, [.. token, .. fields], request =>
            {
                request.Headers.Remove("Origin");
                request.Headers.Remove("Sec-Fetch-Site");
                request.Headers.Add("Origin", "https://evil.example");
                request.Headers.Add("Sec-Fetch-Site", "cross-site");
            });
            var bare = await browser.PostAsync(path, fields);
            var json = await browser.PostAsync(path, [], request => request.Content = new StringContent("{}"));

            Assert.True((foreign.Code, bare.Code, json.Code) is (403, 400, 415), $"{path}: {foreign.Code}, {bare.Code}, {json.Code}");
        }

        Assert.Equal(before, await SnapshotAsync(world));
        Assert.Equal(200, (await browser.OpenAsync("/connect/confirm")).Code);
    }

    [Fact]
    public async Task Opening_a_page_of_a_connection_changes_nothing()
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var id = await world.ConnectAsync();
        await browser.OpenAsync((await world.ConsentAsync(await world.BeginAsync())).ToString());
        var before = await SnapshotAsync(world);

        foreach (var path in (string[])
        [
            "/connect", "/connect?app=made", "/connect/confirm?answer=yes", "/connect/connected", "/connect/declined", "/connect/failed",
            $"/connections/{id}", $"/connections/{id}/reconnect", $"/connections/{id}/disconnect?confirm=yes", $"/connections/{id}/sources",
        ])
        {
            var code = (await browser.OpenAsync(path)).Code;
            Assert.True(code is 200 or 303 or 405, $"{path} was answered with {code}.");
        }

        Assert.Equal(before, await SnapshotAsync(world));
    }

    private static async Task<string> SnapshotAsync(PersonWorld world)
    {
        var rows = await world.Server.Database.QueryAsync<string>(
            """
            SELECT 'connection ' || id || ' ' || account_name || ' ' || version AS line FROM zoom_connections
            UNION ALL SELECT 'app ' || name || ' ' || version FROM zoom_apps
            UNION ALL SELECT 'source ' || id || ' ' || name FROM sources
            UNION ALL SELECT 'job ' || kind || ' ' || subject FROM jobs
            UNION ALL SELECT 'consent ' || id || ' ' || state FROM consents
            ORDER BY line
            """,
            null,
            CancellationToken.None);
        return string.Join('\n', rows);
    }
}
