using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Reconvene.Server.Platform;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Settings;

/// <summary>The names under which the guides give an OAuth app, in the files where they put them.</summary>
public sealed class OAuthSettingsTests
{
    [Fact]
    public async Task The_file_config_oauth_zoom_json_names_the_app_that_people_consent_to()
    {
        await using var server = await StartAsync(folder => WriteAsync(folder, "config/oauth_zoom.json", """
            {
              "client_id": "file-client-id",
              "client_secret": "canary-file-secret",
              "redirect_uri": "http://localhost:8000/api/v1/oauth/zoom/callback"
            }
            """));

        var page = await PageAsync(server);

        Assert.Equal(("file-client-id", "http://localhost:8000/api/v1/oauth/zoom/callback"), page);
    }

    [Fact]
    public async Task In_a_env_file_the_OAuth_names_give_the_app_and_the_seeds_redirect_name_its_address()
    {
        await using var server = await StartAsync(folder => WriteAsync(folder, ".env", """
            OAUTH_ZOOM_CLIENT_ID=env-client-id
            OAUTH_ZOOM_CLIENT_SECRET="canary-env-secret"
            ZOOM_REDIRECT=https://api.yourapp.com/zoom/callback
            STATE_SECRET=canary-state-secret-of-the-env-file
            TELEGRAM_BOT_TOKEN=123:canary-bot
            """));

        Assert.Equal(("env-client-id", "https://api.yourapp.com/zoom/callback"), await PageAsync(server));
    }

    [Fact]
    public async Task Without_an_account_the_plain_pair_is_the_OAuth_app()
    {
        await using var server = await StartAsync(folder => WriteAsync(folder, ".env", """
            ZOOM_CLIENT_ID=plain-client-id
            ZOOM_CLIENT_SECRET=canary-plain-secret
            ZOOM_REDIRECT_URI=http://localhost:8000/api/zoom/auth
            """));

        Assert.Equal(("plain-client-id", "http://localhost:8000/api/zoom/auth"), await PageAsync(server));
    }

    [Fact]
    public async Task With_an_account_the_plain_pair_is_Server_to_Server_and_people_consent_to_the_other()
    {
        await using var server = await StartAsync(folder => WriteAsync(folder, ".env", """
            ZOOM_ACCOUNT_ID=AbCdEf123
            ZOOM_CLIENT_ID=plain-client-id
            ZOOM_CLIENT_SECRET=canary-plain-secret
            OAUTH_ZOOM_CLIENT_ID=oauth-client-id
            OAUTH_ZOOM_CLIENT_SECRET=canary-oauth-secret
            ZOOM_REDIRECT_URI=http://localhost:8000/zoom/callback
            """));

        Assert.Equal(("oauth-client-id", "http://localhost:8000/zoom/callback"), await PageAsync(server));
        var connections = await (await server.OwnerAsync()).GetFromJsonAsync<JsonElement>("/api/v1/credentials");
        var one = Assert.Single(connections.GetProperty("items").EnumerateArray());
        Assert.Equal("plain-client-id", one.GetProperty("client_id").GetString());
    }

    [Theory]
    [InlineData("""{"client_id": """, "line 1")]
    [InlineData("""{"client_id": "a", "secret": "b"}""", "secret")]
    [InlineData("""["client_id"]""", "JSON object")]
    public async Task A_file_that_is_not_as_expected_refuses_the_start_and_says_what_is_wrong(string text, string named)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(
            () => StartAsync(folder => WriteAsync(folder, "config/oauth_zoom.json", text)));

        Assert.Contains("oauth_zoom.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_secret_that_is_too_short_refuses_the_start_without_showing_it()
    {
        var refused = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => StartAsync(folder => WriteAsync(folder, ".env", "STATE_SECRET=canary-short")));

        Assert.Contains("StateSecret", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<ServerUnderTest> StartAsync(Func<string, Task> write)
    {
        var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        try
        {
            await write(server.Folder.Path);
            await server.RestartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static async Task WriteAsync(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
    }

    private static async Task<(string Client, string Redirect)> PageAsync(ServerUnderTest server)
    {
        var owner = await server.OwnerAsync();
        var answer = await owner.GetFromJsonAsync<JsonElement>("/api/v1/oauth/zoom/authorize");
        var query = QueryHelpers.ParseQuery(new Uri(answer.GetProperty("authorization_url").GetString()!).Query);
        Assert.Equal("S256", query["code_challenge_method"].ToString());
        Assert.False(query.ContainsKey("scope"));
        return (query["client_id"].ToString(), query["redirect_uri"].ToString());
    }
}
