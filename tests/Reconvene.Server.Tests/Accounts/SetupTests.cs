using System.Net;
using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts;

public sealed class SetupTests
{
    [Theory]
    [Engines]
    public async Task The_printed_code_makes_the_first_owner_who_is_signed_in(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);

        var made = await SetUpAsync(server, server.SetupCode, "Ada@Example.org");

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("bearer", made.Json.GetProperty("token_type").GetString());
        Assert.Equal(900, made.Json.GetProperty("expires_in").GetInt32());
        Assert.Equal("owner", made.Json.GetProperty("role").GetString());
        Assert.Equal(1, made.Json.GetProperty("tenant_id").GetInt64());
        var me = await server.Client(made.Json.GetProperty("access_token").GetString()).SendAsync(HttpMethod.Get, "/api/v1/users/me");
        Assert.Equal("ada@example.org", me.Json.GetProperty("email").GetString());
        Assert.True(me.Json.GetProperty("is_operator").GetBoolean());
        Assert.EndsWith("Z", me.Json.GetProperty("created_at").GetString(), StringComparison.Ordinal);
        Assert.Equal("School", await server.Database.FindAsync<string>("SELECT name FROM tenants WHERE id = 1", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task Once_there_is_an_owner_setup_is_gone_and_the_code_is_no_longer_printed(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var code = server.SetupCode;
        Assert.False((await server.Anonymous.SendAsync(HttpMethod.Get, "/api/v1/auth/setup")).Json.GetProperty("completed").GetBoolean());
        await SetUpAsync(server, code, "ada@example.org");

        var second = await SetUpAsync(server, code, "eve@example.org");
        var state = await server.Anonymous.SendAsync(HttpMethod.Get, "/api/v1/auth/setup");
        await server.RestartAsync();

        Assert.Equal(HttpStatusCode.NotFound, second.Status);
        Assert.Equal("setup_completed", second.ErrorCode);
        Assert.True(state.Json.GetProperty("completed").GetBoolean());
        Assert.Single(server.LogLines, line => line.Contains("Setup code: ", StringComparison.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task A_wrong_code_is_refused_and_after_a_few_the_caller_must_wait(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine, new TestClock());

        var answers = new List<Answer>();
        for (var i = 0; i < 6; i++)
        {
            answers.Add(await SetUpAsync(server, "0000-0000-0000-0000", "eve@example.org"));
        }

        Assert.All(answers.Take(5), answer => Assert.Equal((403, "wrong_setup_code"), (answer.Code, answer.ErrorCode)));
        Assert.Equal(429, answers[5].Code);
        Assert.Equal("1", answers[5].Headers["Retry-After"]);
        Assert.Empty(await server.Database.QueryAsync<long>("SELECT id FROM users", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task Of_many_setups_at_once_one_makes_the_owner(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var setup = (CompleteSetup)server.Services.GetService(typeof(CompleteSetup))!;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            setup.RunAsync(server.SetupCode, new NewOwner($"owner{i}@example.org", "a good password"), "127.0.0.1", CancellationToken.None))));

        Assert.Single(outcomes.OfType<SetupOutcome.Done>());
        Assert.Equal(7, outcomes.OfType<SetupOutcome.AlreadyDone>().Count());
        Assert.Single(await server.Database.QueryAsync<long>("SELECT id FROM users", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task Every_wrong_field_is_named_at_once(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);

        var answer = await server.Anonymous.SendAsync(HttpMethod.Post, "/api/v1/auth/setup", JsonSerializer.Serialize(
            new { setup_code = server.SetupCode, email = "nobody", password = "short", name = "", organisation = new string('x', 201) }));

        Assert.Equal(422, answer.Code);
        Assert.Equal(["email", "password", "name", "organisation"], answer.Fields);
    }

    [Fact]
    public async Task The_code_is_the_same_on_every_start_and_may_be_typed_loosely()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var first = server.SetupCode;
        await server.RestartAsync();

        Assert.Equal(first, server.SetupCode);
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$", first);
#pragma warning disable CA1308 // Typed in lower case.
        var typed = first.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);
#pragma warning restore CA1308
        Assert.Equal(HttpStatusCode.Created, (await SetUpAsync(server, typed, "ada@example.org")).Status);
    }

    private static Task<Answer> SetUpAsync(ServerUnderTest server, string code, string email) => server.Anonymous.SendAsync(
        HttpMethod.Post,
        "/api/v1/auth/setup",
        JsonSerializer.Serialize(new { setup_code = code, email, password = "canary-password-setup", organisation = "School" }));
}
