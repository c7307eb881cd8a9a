using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>
/// The guide to Zoom credentials that this product takes over, word for word: every call and every body that it prints,
/// with the simulator's ids in place of its examples.
/// </summary>
public sealed partial class GuideTests
{
    private const string Guide = "seeds/000_dcf1d274f99c64a9.txt";
    private const string MasterFlag = "is_master_account";

    [SharedTheory(Guide)]
    [Engines]
    public async Task Every_call_and_every_body_of_the_guide_gets_its_answer(TestEngine engine)
    {
        var blocks = Block().Matches(await File.ReadAllTextAsync(SharedFactAttribute.PathOf(Guide)!))
            .Select(match => match.Groups["text"].Value)
            .ToList();
        var seen = new List<string>();
        foreach (var block in blocks)
        {
            await using var world = await PersonWorld.StartAsync(engine);
            seen.Add(await RunAsync(world, block));
        }

        Assert.Equal(
            [
                "call 201", "credential 201", "settings", "kept", "credential 201", "credential 201", "source 201", "source 201",
                "call 201, call 201, call 202", "source 201", "source 201", "source 201", "config 201", "call 202",
            ],
            seen);
    }

    private static async Task<string> RunAsync(PersonWorld world, string block)
    {
        if (block.Contains("curl", StringComparison.Ordinal))
        {
            return await CallsAsync(world, block);
        }

        if (block.StartsWith("POST /api/v1/sources/{source_id}/sync", StringComparison.Ordinal))
        {
            var made = await SourceForAsync(world, isMaster: false);
            return $"call {await SyncAsync(world, block.Trim()["POST ".Length..].Replace("{source_id}", $"{made}", StringComparison.Ordinal))}";
        }

        var body = JsonSerializer.Deserialize<JsonElement>(await FilledAsync(world, block[block.IndexOf('{', StringComparison.Ordinal)..]));
        if (body.TryGetProperty("credentials", out _))
        {
            var code = await PostAsync(world, "/api/v1/credentials/", body.GetRawText());
            Assert.Equal(409, await PostAsync(world, "/api/v1/credentials/", body.GetRawText()));
            return $"credential {code}";
        }

        if (body.TryGetProperty("config", out var config))
        {
            var credential = await CredentialAsync(world, IsMaster(config));
            return $"source {await PostAsync(world, "/api/v1/sources", CredentialId().Replace(body.GetRawText(), $"\"credential_id\": {credential}"))}";
        }

        if (body.TryGetProperty(MasterFlag, out _))
        {
            var credential = await CredentialAsync(world, isMaster: true);
            var source = $$"""{"name": "x", "platform": "zoom", "credential_id": {{credential}}, "config": {{body.GetRawText()}}}""";
            return $"config {await PostAsync(world, "/api/v1/sources", source)}";
        }

        return body.TryGetProperty("redirect_uri", out _) ? await SettingsAsync(block) : await KeptAsync(world);
    }

    /// <summary>The file as it is printed, beside a server that knows no other app.</summary>
    private static async Task<string> SettingsAsync(string block)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var path = Path.Combine(server.Folder.Path, "config", "oauth_zoom.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, block);
        await server.RestartAsync();
        var page = await (await server.OwnerAsync()).GetFromJsonAsync<JsonElement>("/api/v1/oauth/zoom/authorize");
        var query = QueryHelpers.ParseQuery(new Uri(page.GetProperty("authorization_url").GetString()!).Query);
        var file = JsonSerializer.Deserialize<JsonElement>(block);
        Assert.Equal(file.GetProperty("client_id").GetString(), query["client_id"].ToString());
        Assert.Equal(file.GetProperty("redirect_uri").GetString(), query["redirect_uri"].ToString());
        return "settings";
    }

    /// <summary>What the guide says is kept of a consent: all of it sealed, so only that it is there can be seen.</summary>
    private static async Task<string> KeptAsync(PersonWorld world)
    {
        await world.ConnectAsync();
        return await world.Server.Database.FindAsync<long>(
            """
            SELECT COUNT(*) FROM zoom_tokens
            WHERE access_token_sealed IS NOT NULL AND refresh_token_sealed IS NOT NULL AND access_token_expires_at IS NOT NULL
                AND scope LIKE '%cloud_recording:read:list_user_recordings%'
            """,
            null,
            CancellationToken.None) is 1
            ? "kept"
            : "lost";
    }

    private static async Task<string> CallsAsync(PersonWorld world, string block)
    {
        var said = new List<string>();
        foreach (Match call in Curl().Matches(block))
        {
            var address = new Uri(call.Groups["address"].Value).PathAndQuery;
            said.Add($"call {(address.Contains("/sync", StringComparison.Ordinal)
                ? await SyncAsync(world, address)
                : await PostAsync(world, address, CredentialId().Replace(await FilledAsync(world, call.Groups["body"].Value), "\"credential_id\": 1")))}");
        }

        return string.Join(", ", said);
    }

    private static async Task<int> SyncAsync(PersonWorld world, string address)
    {
        using var answer = await world.Owner.PostAsync(new Uri(address, UriKind.Relative), null);
        var started = await answer.Content.ReadFromJsonAsync<JsonElement>();
        await world.DrainAsync();
        var task = await world.GetAsync($"/api/v1/tasks/{started.GetProperty("task_id").GetString()}");
        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", task.GetRawText());
        var users = task.GetProperty("result").GetProperty("users").EnumerateArray().ToList();
        Assert.NotEqual(0, task.GetProperty("result").GetProperty("found").GetInt32());
        Assert.Equal(
            users.Any(user => user.GetProperty("user").GetString() is "user2@company.com") ? 1 : 0,
            users.Count(user => user.GetProperty("error").ValueKind is JsonValueKind.String));
        return (int)answer.StatusCode;
    }

    private static async Task<long> SourceForAsync(PersonWorld world, bool isMaster) =>
        await world.SourceAsync(await CredentialAsync(world, isMaster));

    private static async Task<long> CredentialAsync(PersonWorld world, bool isMaster)
    {
        var app = isMaster ? world.Control.OAuth.MasterApp : world.Control.OAuth.ServerToServerApp;
        var made = await world.PostAsync("/api/v1/credentials/", new
        {
            platform = "zoom",
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

    private static bool IsMaster(JsonElement config) => config.TryGetProperty(MasterFlag, out var flag) && flag.GetBoolean();

    private static async Task<int> PostAsync(PersonWorld world, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await world.Owner.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.True((int)answer.StatusCode is 201 or 409, $"{path} {body}: {await answer.Content.ReadAsStringAsync()}");
        return (int)answer.StatusCode;
    }

    /// <summary>The simulator's ids and secrets for the guide's; a pasted token is one that Zoom gave out just now.</summary>
    private static async Task<string> FilledAsync(PersonWorld world, string text)
    {
        var isMaster = text.Contains(MasterFlag, StringComparison.Ordinal);
        var app = isMaster ? world.Control.OAuth.MasterApp : world.Control.OAuth.ServerToServerApp;
        var accounts = world.Control.World().Accounts.Select(account => account.AccountId).Where(id => id != app.AccountId).ToList();
        var pair = text.Contains("access_token", StringComparison.Ordinal) ? await TokensAsync(world) : ("", "");
        foreach (var (old, fresh) in ((string, string)[])
        [
            ("Ab1CdEf2GhIjKlMnO", app.AccountId),
            ("Tex0m1WATNWdFfnbBmwjSg", app.ClientId),
            ("dr8XzWRVA6Hh5FuWReynMV7Ke54UrYas", app.ClientSecret),
            ("MASTER_ACCOUNT_ID", app.AccountId),
            ("\"MASTER_ID\"", $"\"{app.AccountId}\""),
            ("SUB_ACCOUNT_1_ID", accounts[0]),
            ("SUB_ACCOUNT_2_ID", accounts[^1]),
            ("\"SUB_1_ID\"", $"\"{accounts[0]}\""),
            ("\"SUB_2_ID\"", $"\"{accounts[^1]}\""),
            ("YOUR_CLIENT_ID", pair.Item1.Length > 0 ? world.App.ClientId : app.ClientId),
            ("YOUR_CLIENT_SECRET", pair.Item1.Length > 0 ? world.App.ClientSecret : app.ClientSecret),
            ("\"access_token\": \"eyJzdiI6IjAwMDAwMSIs...\"", $"\"access_token\": \"{pair.Item1}\""),
            ("\"refresh_token\": \"eyJzdiI6IjAwMDAwMSIs...\"", $"\"refresh_token\": \"{pair.Item2}\""),
            ("admin@company.com", PersonWorld.Maria),
            ("user1@company.com", PersonWorld.Priya),
        ])
        {
            text = text.Replace(old, fresh, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>A pair of tokens that was got elsewhere: by another program with the same app.</summary>
    private static async Task<(string Access, string Refresh)> TokensAsync(PersonWorld world)
    {
        var back = new Uri(world.Server.Address, "/zoom/callback").ToString();
        var page = new Uri(
            world.Zoom.Address,
            $"/oauth/authorize?response_type=code&client_id={world.App.ClientId}&redirect_uri={Uri.EscapeDataString(back)}&state=x");
        var callback = await world.ConsentAsync(page);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(world.Zoom.Address, "/oauth/token"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "authorization_code",
                ["code"] = QueryHelpers.ParseQuery(callback.Query)["code"].ToString(),
                ["redirect_uri"] = back,
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{world.App.ClientId}:{world.App.ClientSecret}")));
        using var answer = await http.SendAsync(request);
        var pair = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (pair.GetProperty("access_token").GetString()!, pair.GetProperty("refresh_token").GetString()!);
    }

    [GeneratedRegex("```(?:bash|json)\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"curl -X POST '(?<address>[^']+)'(?<rest>(?:[^\n]*\\\n)*[^\n]*?)(?:-d '(?<body>[^']+)')?\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Curl();

    [GeneratedRegex("\"credential_id\":\\s*[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CredentialId();
}
