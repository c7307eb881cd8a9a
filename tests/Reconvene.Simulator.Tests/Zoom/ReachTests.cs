using System.Net;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class ReachTests
{
    [Fact]
    public async Task A_user_is_me_with_what_a_connection_wants_to_know()
    {
        await using var sim = await Sim.StartAsync();
        var (access, _) = await Client.Of(sim).PairAsync(Client.Anna);

        using var answer = await sim.SendAsync(HttpMethod.Get, "/v2/users/me", access);
        var me = await sim.JsonAsync(answer);

        Assert.Equal(Client.Anna, me["email"]!.ToString());
        Assert.Equal(sim.Control.World().Users[1].Id, me["id"]!.ToString());
        Assert.Equal(sim.Control.World().AccountId, me["account_id"]!.ToString());
        Assert.Equal("Europe/Tallinn", me["timezone"]!.ToString());
        Assert.Equal("ru-RU", me["language"]!.ToString());
        Assert.Equal("Teaching", me["dept"]!.ToString());
    }

    [Theory]
    [InlineData("me")]
    [InlineData(Client.Anna)]
    public async Task A_user_sees_the_own_recordings_alone(string who)
    {
        await using var sim = await Sim.StartAsync();
        var (access, _) = await Client.Of(sim).PairAsync(Client.Anna);

        using var answer = await sim.SendAsync(HttpMethod.Get, $"/v2/users/{who}/recordings?from={sim.Day(-20)}", access);
        var topics = (await sim.JsonAsync(answer))["meetings"]!.AsArray().Select(meeting => meeting!["topic"]!.ToString());

        Assert.Equal("Пробный урок английского 📚 Михаил", Assert.Single(topics));
    }

    [Theory]
    [InlineData("/v2/users/maria.keller@sim.example", "user:read:user:admin")]
    [InlineData("/v2/users/maria.keller@sim.example/recordings", "cloud_recording:read:list_user_recordings:admin")]
    [InlineData("/v2/users", "user:read:list_users:admin")]
    public async Task Another_user_needs_scopes_that_a_user_cannot_give(string path, string scope)
    {
        await using var sim = await Sim.StartAsync();
        var (access, _) = await Client.Of(sim).PairAsync(Client.Anna);

        using var answer = await sim.SendAsync(HttpMethod.Get, path, access);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            $$"""{"code":4711,"message":"Invalid access token, does not contain scopes:[{{scope}}]."}""",
            await answer.Content.ReadAsStringAsync(sim.Cancellation));
    }

    [Fact]
    public async Task A_meeting_and_a_file_of_another_user_are_out_of_reach()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var (anna, maria) = (await client.PairAsync(Client.Anna), await client.PairAsync());
        var weekly = sim.Control.World().Meetings[0];
        var path = sim.Control.Files().First(file => file.MeetingUuid == weekly.Uuid).DownloadPath;

        using var meeting = await sim.SendAsync(HttpMethod.Get, $"/v2/meetings/{weekly.Number}/recordings", anna.Access);
        using var own = await sim.SendAsync(HttpMethod.Get, $"/v2/meetings/{weekly.Number}/recordings", maria.Access);
        using var download = await sim.SendAsync(HttpMethod.Get, path, anna.Access);

        Assert.Equal(3001, (await sim.JsonAsync(meeting))["code"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, download.StatusCode);
        Assert.NotEmpty(await sim.DownloadAsync(path, maria.Access));
    }

    [Fact]
    public async Task The_accounts_below_are_listed_for_the_master_app_in_pages()
    {
        await using var sim = await Sim.StartAsync();
        var token = await TokenAsync(sim, sim.Control.World().AccountId);

        using var first = await sim.SendAsync(HttpMethod.Get, "/v2/accounts?page_size=1", token);
        var page = await sim.JsonAsync(first);
        using var second = await sim.SendAsync(HttpMethod.Get, "/v2/accounts?page_size=1&next_page_token=" + page["next_page_token"], token);
        var last = await sim.JsonAsync(second);

        Assert.Equal(2, page["total_records"]!.GetValue<int>());
        Assert.Equal("Branch North", page["accounts"]![0]!["account_name"]!.ToString());
        Assert.Equal(sim.Control.World().Accounts[1].AccountId, page["accounts"]![0]!["id"]!.ToString());
        Assert.Equal("carlos.vega@south.sim.example", last["accounts"]![0]!["owner_email"]!.ToString());
        Assert.Equal("", last["next_page_token"]!.ToString());
    }

    [Theory]
    [InlineData("?page_size=1&page_number=2", "Branch South")]
    [InlineData("?page_size=1&page_number=1", "Branch North")]
    [InlineData("?page_size=1&page_number=3", "")]
    public async Task Pages_of_accounts_can_be_asked_for_by_number_as_in_the_old_document(string query, string expected)
    {
        await using var sim = await Sim.StartAsync();
        var token = await TokenAsync(sim, sim.Control.World().AccountId);

        using var answer = await sim.SendAsync(HttpMethod.Get, "/v2/accounts" + query, token);
        var accounts = (await sim.JsonAsync(answer))["accounts"]!.AsArray();

        Assert.Equal(expected, string.Join(' ', accounts.Select(account => account!["account_name"]!.ToString())));
    }

    [SharedFact]
    public async Task Accounts_have_the_fields_of_the_document()
    {
        await using var sim = await Sim.StartAsync();
        var path = Path.Combine(Shared.Folder!, "zoom", "openapi", "zoom-api-v2-2018-master-accounts.json");
        var item = JsonNode.Parse(await File.ReadAllTextAsync(path))!["definitions"]!["AccountListItem"]!
            ["properties"]!["accounts"]!["items"]!["properties"]!;
        var token = await TokenAsync(sim, sim.Control.World().AccountId);

        using var answer = await sim.SendAsync(HttpMethod.Get, "/v2/accounts", token);
        var account = (await sim.JsonAsync(answer))["accounts"]![0]!;

        Assert.Empty(Shapes.Unknown(account, item));
        Assert.Empty(Shapes.Missing(account, item));
    }

    [Fact]
    public async Task The_plain_app_may_not_list_accounts()
    {
        await using var sim = await Sim.StartAsync();

        var body = await sim.GetAsync("/v2/accounts", HttpStatusCode.BadRequest);

        Assert.Contains("account:read:list_sub_accounts:master", body["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_an_account_below_sees_its_users_and_recordings_alone()
    {
        await using var sim = await Sim.StartAsync();
        var north = sim.Control.World().Accounts[1];
        var token = await TokenAsync(sim, north.AccountId);

        using var users = await sim.SendAsync(HttpMethod.Get, "/v2/users", token);
        using var me = await sim.SendAsync(HttpMethod.Get, "/v2/users/me", token);
        using var recordings = await sim.SendAsync(HttpMethod.Get, "/v2/users/tom.okafor@north.sim.example/recordings?from=" + sim.Day(-10), token);
        using var stranger = await sim.SendAsync(HttpMethod.Get, "/v2/users/maria.keller@sim.example/recordings", token);

        Assert.Equal(
            north.Users.Select(user => user.Email),
            (await sim.JsonAsync(users))["users"]!.AsArray().Select(user => user!["email"]!.ToString()),
            StringComparer.Ordinal);
        Assert.Equal(north.OwnerEmail, (await sim.JsonAsync(me))["email"]!.ToString());
        var meeting = Assert.Single((await sim.JsonAsync(recordings))["meetings"]!.AsArray());
        Assert.Equal(north.AccountId, meeting!["account_id"]!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
    }

    [Fact]
    public async Task A_file_of_an_account_below_opens_to_its_own_token_and_to_no_other()
    {
        await using var sim = await Sim.StartAsync();
        var north = sim.Control.World().Accounts[1].AccountId;
        var file = sim.Control.Files(north)[2];

        var bytes = await sim.DownloadAsync(file.DownloadPath, await TokenAsync(sim, north));
        using var refused = await sim.SendAsync(HttpMethod.Get, file.DownloadPath);

        Assert.Equal(file.LengthBytes, bytes.Length);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task With_its_own_token_the_master_reaches_below_by_the_prefix_of_the_path()
    {
        await using var sim = await Sim.StartAsync();
        var (main, north, south) = (sim.Control.World().Accounts[0], sim.Control.World().Accounts[1], sim.Control.World().Accounts[2]);
        var (master, below) = (await TokenAsync(sim, main.AccountId), await TokenAsync(sim, north.AccountId));

        using var users = await sim.SendAsync(HttpMethod.Get, $"/v2/accounts/{north.AccountId}/users", master);
        using var own = await sim.SendAsync(HttpMethod.Get, "/v2/accounts/me/users", master);
        using var recordings = await sim.SendAsync(
            HttpMethod.Get, $"/v2/accounts/{south.AccountId}/users/{south.OwnerEmail}/recordings?from={sim.Day(-10)}", master);
        using var sideways = await sim.SendAsync(HttpMethod.Get, $"/v2/accounts/{south.AccountId}/users", below);
        using var plain = await sim.SendAsync(HttpMethod.Get, $"/v2/accounts/{north.AccountId}/users");

        Assert.Equal(2, (await sim.JsonAsync(users))["users"]!.AsArray().Count);
        Assert.Equal(3, (await sim.JsonAsync(own))["users"]!.AsArray().Count);
        Assert.Single((await sim.JsonAsync(recordings))["meetings"]!.AsArray());
        Assert.Equal(2001, (await sim.JsonAsync(sideways))["code"]!.GetValue<int>());
        Assert.Equal(2001, (await sim.JsonAsync(plain))["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_account_that_is_not_below_gives_no_token()
    {
        await using var sim = await Sim.StartAsync();
        var north = sim.Control.World().Accounts[1].AccountId;

        using var unknown = await AskAsync(sim, sim.Control.OAuth.MasterApp, "simaccount_other");
        using var plain = await AskAsync(sim, sim.Control.OAuth.ServerToServerApp, north);

        Assert.Equal("""{"reason":"Bad Request","error":"invalid_request"}""", await unknown.Content.ReadAsStringAsync(sim.Cancellation));
        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
    }

    [Fact]
    public async Task The_settings_of_a_user_tell_about_recording()
    {
        await using var sim = await Sim.StartAsync();
        var (access, _) = await Client.Of(sim).PairAsync();

        using var answer = await sim.SendAsync(HttpMethod.Get, "/v2/users/me/settings", access);

        Assert.True((await sim.JsonAsync(answer))["recording"]!["cloud_recording"]!.GetValue<bool>());
    }

    private static async Task<string> TokenAsync(Sim sim, string account)
    {
        using var answer = await AskAsync(sim, sim.Control.OAuth.MasterApp, account);
        return (await sim.JsonAsync(answer))["access_token"]!.ToString();
    }

    private static Task<HttpResponseMessage> AskAsync(Sim sim, AppView app, string account) => new Client(sim, app).AskAsync(
        "/oauth/token", new(StringComparer.Ordinal) { ["grant_type"] = "account_credentials", ["account_id"] = account });
}
