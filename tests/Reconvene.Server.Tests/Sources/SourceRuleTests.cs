using System.Text.Json;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>What a source may look like, field by field.</summary>
public sealed class SourceRuleTests
{
    private const string Route = "/api/v1/sources";

    [Fact]
    public async Task Every_rule_of_the_configuration_names_its_field()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var owner = await server.OwnerAsync();
        var plain = await CredentialAsync(owner, "plain-account", isMaster: false);
        var master = await CredentialAsync(owner, "master-account", isMaster: true);
        (long Credential, string Config, string[] Fields)[] cases =
        [
            (master, """{"is_master_account":true,"user_emails":["a@example.org"],"account_ids":["abcde"]}""", ["config.account_ids"]),
            (master, """{"user_emails":["a@example.org"]}""", ["config.user_emails"]),
            (master, """{"is_master_account":false,"user_emails":["a@example.org"]}""", ["config.user_emails"]),
            (plain, """{"is_master_account":true,"user_emails":["a@example.org"]}""", ["config.user_emails"]),
            (master, """{"account_ids":["abcde"]}""", ["config.account_ids"]),
            (master, """{"is_master_account":true}""", ["config.is_master_account"]),
            (master, """{"is_master_account":true,"user_emails":[],"account_ids":[]}""", ["config.is_master_account"]),
            (plain, """{"is_master_account":true}""", ["config.is_master_account"]),
            (master, """{"is_master_account":true,"user_emails":["not an address"]}""", ["config.user_emails"]),
            (master, """{"is_master_account":true,"user_emails":[null]}""", ["config.user_emails"]),
            (plain, """{"recording_type":"everything"}""", ["config.recording_type"]),
            (plain, """{"recording_type":"phone","include_trash":true}""", ["config.include_trash"]),
            (plain, """{"user_id":"  "}""", ["config.user_id"]),
            (plain, """{"recording_type":"","user_id":" ","is_master_account":true}""", ["config.recording_type", "config.is_master_account", "config.user_id"]),
        ];
        foreach (var (credential, config, fields) in cases)
        {
            var answer = await owner.SendAsync(HttpMethod.Post, Route, Body(credential, config));
            Assert.True(answer.Code is 422, $"{config}: {answer.Code} {answer.Text}");
            Assert.Equal(fields, answer.Fields.Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
        }

        Assert.Empty((await owner.SendAsync(HttpMethod.Get, Route)).Json.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("""{"platform":"zoom","credential_id":1}""", "name")]
    [InlineData("""{"name":"  ","platform":"zoom","credential_id":1}""", "name")]
    [InlineData("""{"name":"s","credential_id":1}""", "platform")]
    [InlineData("""{"name":"s","platform":"meet","credential_id":1}""", "platform")]
    [InlineData("""{"name":"s","platform":"zoom"}""", "credential_id")]
    [InlineData("""{"name":"s","platform":"zoom","credential_id":"one"}""", "credential_id")]
    [InlineData("""{"name":"s","platform":"zoom","credential_id":1,"tenant_id":2}""", "tenant_id")]
    [InlineData("""{"name":"s","platform":"zoom","credential_id":1,"id":9}""", "id")]
    [InlineData("""{"name":"s","platform":"zoom","credential_id":1,"is_active":false}""", "is_active")]
    [InlineData("""{"name":"s","platform":"zoom","credential_id":1,"config":{"user":"x"}}""", "config.user")]
    [InlineData("""{"name":"s","platform":"zoom","credential_id":1,"config":{"user_emails":"a@example.org"}}""", "config.user_emails")]
    [InlineData("""{"name":"s","platform":"zoom","credential_id":1,"config":{"include_trash":"no"}}""", "config.include_trash")]
    public async Task A_field_that_is_missing_wrong_or_unknown_is_refused_by_name(string body, string field)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var owner = await server.OwnerAsync();
        await CredentialAsync(owner, "plain-account", isMaster: false);

        var answer = await owner.SendAsync(HttpMethod.Post, Route, body);

        Assert.True(answer.Code is 422, answer.Text);
        Assert.Equal([field], answer.Fields);
    }

    [Theory]
    [Engines]
    public async Task A_source_is_made_read_changed_and_removed_and_a_change_obeys_the_same_rules(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();
        var credential = await CredentialAsync(owner, "plain-account", isMaster: false);

        var unknown = await owner.SendAsync(HttpMethod.Post, Route, Body(credential + 1, "{}"));
        var made = await owner.SendAsync(HttpMethod.Post, Route + "/", Body(credential, """{"recording_type":"CLOUD","include_trash":false}""", "ZOOM"));
        var wrong = await owner.SendAsync(HttpMethod.Patch, Route + "/1", """{"name":"","config":{"is_master_account":true}}""");
        var changed = await owner.SendAsync(HttpMethod.Patch, Route + "/1", """{"name":" Lessons ","config":{"user_id":"me"}}""");

        Assert.Equal(404, unknown.Code);
        Assert.Equal((201, "zoom"), (made.Code, made.Json.GetProperty("platform").GetString()));
        Assert.Equal(422, wrong.Code);
        Assert.Equal(["name", "config.is_master_account"], wrong.Fields);
        Assert.Equal((200, "Lessons"), (changed.Code, changed.Json.GetProperty("name").GetString()));
        Assert.Equal("me", changed.Json.GetProperty("config").GetProperty("user_id").GetString());
        Assert.Equal(204, (await owner.SendAsync(HttpMethod.Delete, Route + "/1")).Code);
        Assert.Equal(404, (await owner.SendAsync(HttpMethod.Delete, Route + "/1")).Code);
    }

    private static string Body(long credential, string config, string platform = "zoom") =>
        $$"""{"name":"Lessons of a school","platform":"{{platform}}","credential_id":{{credential}},"config":{{config}}}""";

    private static async Task<long> CredentialAsync(HttpClient owner, string account, bool isMaster)
    {
        var made = await owner.SendAsync(HttpMethod.Post, "/api/v1/credentials", JsonSerializer.Serialize(new
        {
            platform = "zoom",
            credentials = new { account_id = account, client_id = "client-of-tests", client_secret = "secret-of-tests", is_master_account = isMaster },
        }));
        return made.Json.GetProperty("id").GetInt64();
    }
}
