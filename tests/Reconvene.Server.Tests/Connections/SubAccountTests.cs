using System.Text.Json;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>Where the ids of a master account's sub-accounts come from.</summary>
public sealed class SubAccountTests
{
    private const string Listing = "/v2/accounts";

    [Theory]
    [Engines]
    public async Task Every_sub_account_is_listed_once_page_by_page(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var master = await MasterAsync(world);
        var below = world.Control.World().Accounts.Where(account => account.MasterId is not null).ToList();
        Assert.True(below.Count > 1);

        var whole = await GetAsync(world, master);
        Assert.Equal(
            below.Select(account => (account.AccountId, account.Name, account.OwnerEmail)),
            whole.Json.GetProperty("items").EnumerateArray().Select(item => (
                item.GetProperty("account_id").GetString()!, item.GetProperty("account_name").GetString()!, item.GetProperty("owner_email").GetString()!)));
        Assert.Equal(JsonValueKind.Null, whole.Json.GetProperty("next_cursor").ValueKind);
        Assert.True(whole.Json.GetProperty("items")[0].GetProperty("seats").GetInt32() > 0);

        var ids = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await GetAsync(world, master, $"?limit=1{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            ids.Add(Assert.Single(page.Json.GetProperty("items").EnumerateArray()).GetProperty("account_id").GetString()!);
            cursor = page.Json.GetProperty("next_cursor").GetString();
        }

        Assert.Equal(below.Select(account => account.AccountId), ids, StringComparer.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task A_credential_of_no_master_account_says_what_it_would_take(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);

        var answer = await GetAsync(world, world.Credential);

        Assert.Equal((409, "not_a_master_account"), (answer.Code, answer.ErrorCode));
        Assert.Contains("is_master_account", answer.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Control.Log, request => request.Route is Listing);
    }

    [Theory]
    [Engines]
    public async Task A_scope_that_is_missing_is_named(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var master = await MasterAsync(world);
        world.Control.OAuth.ChangeApp(world.Control.OAuth.MasterApp.ClientId, new AppChange { Scopes = ["user:read:list_users:admin"] });

        var answer = await GetAsync(world, master);

        Assert.Equal((409, "scope_missing"), (answer.Code, answer.ErrorCode));
        Assert.Contains("account:read:list_sub_accounts", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task While_Zoom_is_away_or_limits_the_answer_says_when_to_come_back(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var master = await MasterAsync(world);

        world.Control.AddFault(new FaultRule { Path = Listing, Times = 2, Status = 503, Body = "" });
        var away = await GetAsync(world, master);
        Assert.Equal((503, "zoom_unavailable"), (away.Code, away.ErrorCode));
        Assert.True(int.Parse(away.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture) > 0);

        world.Control.ClearFaults();
        world.Control.AddFault(Limit("40"));
        var limited = await GetAsync(world, master);
        Assert.Equal((503, "zoom_rate_limited"), (limited.Code, limited.ErrorCode));
        Assert.InRange(int.Parse(limited.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 30, 40);

        world.Control.ClearFaults();
        world.Control.AddFault(Limit("1"));
        Assert.Equal(200, (await GetAsync(world, master)).Code);
    }

    [Theory]
    [Engines]
    public async Task A_cursor_that_is_none_or_too_old_is_refused_with_what_to_do(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        var master = await MasterAsync(world);
        var next = (await GetAsync(world, master, "?limit=1")).Json.GetProperty("next_cursor").GetString();

        foreach (var query in (string[])["?cursor=*", "?cursor=YWJj", "?limit=0", "?limit=301"])
        {
            Assert.Equal(422, (await GetAsync(world, master, query)).Code);
        }

        await world.Control.AdvanceClockAsync(TimeSpan.FromMinutes(16), CancellationToken.None);
        var stale = await GetAsync(world, master, $"?limit=1&cursor={next}");
        Assert.Equal((422, "cursor"), (stale.Code, Assert.Single(stale.Fields)));
        Assert.Contains("15 minutes", stale.Detail, StringComparison.Ordinal);
    }

    private static FaultRule Limit(string seconds) => new()
    {
        Path = Listing,
        Status = 429,
        Body = """{"code":429,"message":"You have reached the maximum per-second rate limit for this API. Try again later."}""",
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = seconds },
    };

    private static Task<Answer> GetAsync(World world, long credential, string query = "") =>
        world.Owner.SendAsync(HttpMethod.Get, $"/api/v1/credentials/{credential}/sub-accounts{query}");

    private static async Task<long> MasterAsync(World world)
    {
        var app = world.Control.OAuth.MasterApp;
        var made = await world.Owner.SendAsync(HttpMethod.Post, "/api/v1/credentials/", JsonSerializer.Serialize(new
        {
            platform = "zoom",
            account_name = "company_master",
            credentials = new { account_id = app.AccountId, client_id = app.ClientId, client_secret = app.ClientSecret, is_master_account = true },
        }));
        Assert.True(made.Code is 201, made.Text);
        return made.Json.GetProperty("id").GetInt64();
    }
}
