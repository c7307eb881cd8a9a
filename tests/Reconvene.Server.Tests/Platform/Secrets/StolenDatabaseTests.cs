using Reconvene.Server.Platform;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Secrets;

/// <summary>What a copy of the database gives away, and what another master key does to it.</summary>
public sealed class StolenDatabaseTests
{
    private const string Canary = "canary-0f3a9c-Hh5FuWReynMV7Ke54UrYas";

    [Theory]
    [Engines]
    public async Task No_secret_stands_in_the_database_in_any_form(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        await world.Control.HoldMeetingAsync(new() { Topic = "findable-topic" }, CancellationToken.None);
        await world.SyncAsync();
        var app = (await world.GetAsync($"/api/v1/credentials/{world.Credential}")).GetProperty("zoom_app_id").GetInt64();
        var patched = await world.Owner.SendAsync(
            HttpMethod.Patch, $"/api/v1/zoom-apps/{app}", $$"""{"webhook_secrets":["{{Canary}}-hook"]}""");
        Assert.Equal(200, patched.Code);
        var added = await world.Owner.SendAsync(
            HttpMethod.Post,
            "/api/v1/credentials",
            $$$"""{"platform":"zoom","credentials":{"account_id":"another","client_id":"another","client_secret":"{{{Canary}}}-client"}}""");
        Assert.Equal(201, added.Code);
        var key = (await world.Owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"k","scope":"read"}"""))
            .Json.GetProperty("key").GetString()!;
        var bytes = await WholeDatabase.BytesAsync(world.Server.DatabaseOptions);

        Assert.True(bytes.AsSpan().IndexOf("findable-topic"u8) >= 0, "The search finds nothing at all: it is broken.");
        var zoom = world.Control.World();
        string[] secrets =
        [
            Canary, zoom.ClientSecret, zoom.WebhookSecret, "simtok_", "simdl_", "simhooktok_", key[15..], ServerUnderTest.OwnerPassword,
        ];
        Assert.All(secrets, secret => Assert.All(
            WholeDatabase.FormsOf(secret),
            form => Assert.True(bytes.AsSpan().IndexOf(form) < 0, $"'{secret[..6]}…' stands in the database.")));
    }

    [Theory]
    [Engines]
    public async Task A_start_with_another_key_or_none_is_refused_by_the_keys_name_and_changes_nothing(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();
        await owner.SendAsync(
            HttpMethod.Post,
            "/api/v1/credentials",
            $$$"""{"platform":"zoom","credentials":{"account_id":"account","client_id":"client","client_secret":"{{{Canary}}}"}}""");
        var name = await server.Database.FindAsync<string>("SELECT master_key_id FROM data_keys", null, CancellationToken.None);
        await server.StopAsync();
        var file = Path.Combine(server.DataFolder, "master.key");
        var right = await File.ReadAllTextAsync(file);
        var before = await WholeDatabase.HashAsync(server.DatabaseOptions);

        await File.WriteAllTextAsync(file, Convert.ToBase64String(new byte[32]));
        var other = await Assert.ThrowsAsync<StartRefusedException>(server.RestartAsync);
        await server.StopAsync();
        File.Delete(file);
        var none = await Assert.ThrowsAsync<StartRefusedException>(server.RestartAsync);
        await server.StopAsync();
        await File.WriteAllTextAsync(file, "not a key");
        var broken = await Assert.ThrowsAsync<StartRefusedException>(server.RestartAsync);
        await server.StopAsync();

        Assert.Contains(name!, other.Message, StringComparison.Ordinal);
        Assert.Contains(name!, none.Message, StringComparison.Ordinal);
        Assert.Contains("base64", broken.Message, StringComparison.Ordinal);
        Assert.Equal(before, await WholeDatabase.HashAsync(server.DatabaseOptions));

        await File.WriteAllTextAsync(file, right);
        await server.RestartAsync();
        Assert.Equal(200, (await (await server.OwnerAsync()).SendAsync(HttpMethod.Get, "/api/v1/credentials/1")).Code);
    }

    [Theory]
    [Engines]
    public async Task The_key_is_judged_before_the_schema_is_touched(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await using (var work = await server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("UPDATE schema_migrations SET hash = 'edited'", null, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        await server.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(server.DataFolder, "master.key"), Convert.ToBase64String(new byte[32]));

        await Assert.ThrowsAsync<StartRefusedException>(server.RestartAsync);
    }

    [Theory]
    [Engines]
    public async Task With_the_old_and_the_new_key_side_by_side_the_old_secrets_open(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await server.StopAsync();
        var file = Path.Combine(server.DataFolder, "master.key");
        var old = (await File.ReadAllTextAsync(file)).Trim();
        await File.WriteAllTextAsync(file, $"{Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray())}, {old}");

        await server.RestartAsync();

        Assert.Equal(200, (await (await server.OwnerAsync()).SendAsync(HttpMethod.Get, "/api/v1/credentials")).Code);
    }
}
