using System.Net.Http.Json;
using System.Text.Json;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>A master account, by the addresses of its people and by the ids of its accounts.</summary>
public sealed class MasterAccountTests
{
    [Theory]
    [Engines]
    public async Task By_account_ids_each_account_is_read_with_a_token_of_its_own_down_to_the_files(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var accounts = Accounts(world);
        var id = await ConnectAsync(world);
        var source = await SourceAsync(world, id, new { is_master_account = true, account_ids = accounts });

        var task = await world.SyncAsync(source);

        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", task.GetRawText());
        var read = task.GetProperty("result").GetProperty("users").EnumerateArray()
            .Select(user => user.GetProperty("account_id").GetString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(accounts.Order(StringComparer.Ordinal), read);
        Assert.Equal(
            accounts.Order(StringComparer.Ordinal),
            world.Control.OAuth.TokenRequests.Select(request => request.Ask.Subject).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(accounts.Count, world.Control.OAuth.TokenRequests.Count);
        foreach (var account in accounts)
        {
            Assert.NotEqual(0, await world.Server.Database.FindAsync<long>(
                """
                SELECT COUNT(*) FROM recording_files f
                JOIN recordings r ON r.id = f.recording_id
                JOIN meetings m ON m.id = r.meeting_id
                WHERE f.state = 'held' AND m.account_id = @account
                """,
                new { account },
                CancellationToken.None));
        }
    }

    [Theory]
    [Engines]
    public async Task By_user_emails_one_token_reads_them_all_and_one_who_is_refused_is_a_row_in_the_result(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await ConnectAsync(world);
        var emails = new[] { PersonWorld.Maria, "nobody@sim.example", PersonWorld.Priya };
        var source = await SourceAsync(world, id, new { is_master_account = true, user_emails = emails, recording_type = "cloud" });

        var task = await world.SyncAsync(source);

        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", task.GetRawText());
        var users = task.GetProperty("result").GetProperty("users").EnumerateArray().ToList();
        Assert.Equal(emails.Order(StringComparer.Ordinal), users.Select(user => user.GetProperty("user").GetString()), StringComparer.Ordinal);
        var bad = Assert.Single(users, user => user.GetProperty("error").ValueKind is JsonValueKind.String);
        Assert.Equal("nobody@sim.example", bad.GetProperty("user").GetString());
        Assert.Single(world.Control.OAuth.TokenRequests);
    }

    [Theory]
    [Engines]
    public async Task One_user_who_is_forbidden_does_not_stop_the_others(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await ConnectAsync(world);
        world.Control.AddFault(new FaultRule
        {
            Path = "/v2/users/" + Uri.EscapeDataString(PersonWorld.Maria) + "/recordings",
            Times = null,
            Status = 403,
            Body = """{"code":200,"message":"No permission."}""",
        });
        var source = await SourceAsync(
            world, id, new { is_master_account = true, user_emails = new[] { PersonWorld.Maria, PersonWorld.Priya } });

        var task = await world.SyncAsync(source);

        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", task.GetRawText());
        var users = task.GetProperty("result").GetProperty("users").EnumerateArray()
            .ToDictionary(user => user.GetProperty("user").GetString()!, user => user, StringComparer.Ordinal);
        Assert.Contains("permission", users[PersonWorld.Maria].GetProperty("error").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(JsonValueKind.Null, users[PersonWorld.Priya].GetProperty("error").ValueKind);
        Assert.NotEqual(0, users[PersonWorld.Priya].GetProperty("found").GetInt32());
    }

    [Theory]
    [Engines]
    public async Task An_account_that_is_not_below_the_master_is_a_row_and_the_connection_lives(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await ConnectAsync(world);
        var accounts = Accounts(world).Take(1).Append("stranger_account_1").ToList();
        var source = await SourceAsync(world, id, new { is_master_account = true, account_ids = accounts });

        var task = await world.SyncAsync(source);

        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", task.GetRawText());
        var bad = Assert.Single(
            task.GetProperty("result").GetProperty("users").EnumerateArray(),
            user => user.GetProperty("error").ValueKind is JsonValueKind.String);
        Assert.Equal("stranger_account_1", bad.GetProperty("account_id").GetString());
        Assert.False((await world.CredentialAsync(id)).GetProperty("needs_reauth").GetBoolean());
    }

    [Theory]
    [Engines]
    public async Task An_event_of_a_sub_account_is_looked_up_with_that_account_s_token(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await ConnectAsync(world);
        var account = Accounts(world).Last();
        await SourceAsync(world, id, new { is_master_account = true, account_ids = Accounts(world) });
        var app = (await world.CredentialAsync(id)).GetProperty("zoom_app_id").GetInt64();
        using var patched = await world.Owner.PatchAsJsonAsync(
            new Uri($"/api/v1/zoom-apps/{app}", UriKind.Relative),
            new { webhook_secrets = new[] { world.Control.OAuth.MasterApp.WebhookSecret } });
        patched.EnsureSuccessStatusCode();
        var uuid = world.Control.Files(account)[0].MeetingUuid;
        var host = world.Control.World().Accounts.Single(one => one.AccountId == account).Users[0].Id;
        world.Control.OAuth.ChangeApp(
            world.Control.OAuth.MasterApp.ClientId,
            new AppChange { WebhookTarget = new Uri(world.Server.Address, "/webhooks/zoom") });

        var sent = await world.Control.SendEventAsync(
            world.Control.OAuth.MasterApp.ClientId,
            JsonSerializer.Serialize(new
            {
                @event = "recording.completed",
                event_ts = world.Control.Now.ToUnixTimeMilliseconds(),
                payload = new { account_id = account, @object = new { uuid, id = 1, host_id = host } },
            }),
            CancellationToken.None);
        await world.DrainAsync();

        Assert.Equal(200, sent!.Status);
        Assert.All(world.Control.OAuth.TokenRequests, request => Assert.Equal(account, request.Ask.Subject));
        Assert.Equal(1, await world.Server.Database.FindAsync<long>(
            "SELECT COUNT(*) FROM recordings WHERE state = 'ready' OR state = 'held'", null, CancellationToken.None));
    }

    [Theory]
    [InlineData("""{"is_master_account": true}""", true, "config.is_master_account")]
    [InlineData("""{"user_emails": ["a@b.example"]}""", true, "config.user_emails")]
    [InlineData("""{"is_master_account": true, "user_emails": ["a@b.example"]}""", false, "config.user_emails")]
    [InlineData("""{"account_ids": ["account1"]}""", true, "config.account_ids")]
    [InlineData("""{"is_master_account": true, "account_ids": ["account1"], "user_emails": ["a@b.example"]}""", true, "config.account_ids")]
    [InlineData("""{"is_master_account": true, "account_ids": ["../etc"]}""", true, "config.account_ids")]
    [InlineData("""{"is_master_account": true, "user_emails": ["not an address"]}""", true, "config.user_emails")]
    [InlineData("""{"is_master_account": true, "user_emails": ["a@b.example"], "user_id": "x"}""", true, "config.user_id")]
    public async Task Each_rule_of_a_master_source_names_its_field(string config, bool isMaster, string field)
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        var id = await ConnectAsync(world, isMaster);

        using var answer = await world.Owner.PostAsJsonAsync(
            "/api/v1/sources",
            new { name = "x", platform = "ZOOM", credential_id = id, config = JsonSerializer.Deserialize<JsonElement>(config) });

        Assert.Equal(422, (int)answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(
            field, problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()),
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("""{"is_master_account": true, "user_emails": ["a@b.example"]}""", "config.is_master_account")]
    [InlineData("""{"user_id": "somebody-else"}""", "config.user_id")]
    public async Task A_person_s_credential_takes_no_source_of_others(string config, string field)
    {
        await using var world = await PersonWorld.StartAsync(TestEngine.Sqlite);
        var id = await world.ConnectAsync();

        using var answer = await world.Owner.PostAsJsonAsync(
            "/api/v1/sources",
            new { name = "x", platform = "ZOOM", credential_id = id, config = JsonSerializer.Deserialize<JsonElement>(config) });

        Assert.Equal(422, (int)answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    private static List<string> Accounts(PersonWorld world)
    {
        var master = world.Control.OAuth.MasterApp.AccountId;
        return [master, .. world.Control.World().Accounts.Select(account => account.AccountId).Where(id => id != master)];
    }

    private static async Task<long> ConnectAsync(PersonWorld world, bool isMaster = true)
    {
        var app = world.Control.OAuth.MasterApp;
        var made = await world.PostAsync("/api/v1/credentials/", new
        {
            platform = "zoom",
            account_name = "company_master",
            credentials = new
            {
                account_id = app.AccountId,
                client_id = app.ClientId,
                client_secret = app.ClientSecret,
                is_master_account = isMaster,
            },
        });
        return made.GetProperty("id").GetInt64();
    }

    private static async Task<long> SourceAsync(PersonWorld world, long credential, object config) =>
        (await world.PostAsync(
            "/api/v1/sources", new { name = "All Company Recordings", platform = "ZOOM", credential_id = credential, config }))
        .GetProperty("id").GetInt64();
}
