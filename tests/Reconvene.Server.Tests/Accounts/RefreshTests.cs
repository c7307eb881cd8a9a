using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts;

/// <summary>T27: who holds an old refresh token, thief or owner, ends the sign-in for both.</summary>
public sealed class RefreshTests
{
    private const string Auth = "/api/v1/auth/";

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_refresh_token_is_taken_once_for_the_next_pair(TestEngine engine)
    {
        await using var server = await SignedUpAsync(engine);
        var first = await LogInAsync(server);
        _clock.Advance(AccessTokens.Life + TimeSpan.FromMinutes(1));
        Assert.Equal(401, await MeAsync(server, first));

        var second = await RefreshAsync(server, first);

        Assert.Equal((200, "no-store"), (second.Code, second.Headers["Cache-Control"]));
        Assert.Equal(200, await MeAsync(server, second));
        Assert.NotEqual(Refresh(first), Refresh(second), StringComparer.Ordinal);
        Assert.Equal((long)SignIns.Idle.TotalSeconds, second.Json.GetProperty("refresh_expires_in").GetInt64());
        Assert.Equal(200, (await RefreshAsync(server, second)).Code);
    }

    [Theory]
    [Engines]
    public async Task A_refresh_token_used_twice_dies_with_the_one_that_took_its_place_and_other_sign_ins_live(TestEngine engine)
    {
        await using var server = await SignedUpAsync(engine);
        var elsewhere = await LogInAsync(server);
        var stolen = await LogInAsync(server);
        var next = await RefreshAsync(server, stolen);

        var twice = await RefreshAsync(server, stolen);

        Assert.Equal((401, "refresh_refused"), (twice.Code, twice.ErrorCode));
        Assert.Equal(401, (await RefreshAsync(server, next)).Code);
        Assert.Equal(200, (await RefreshAsync(server, elsewhere)).Code);
        Assert.Contains(server.LogLines, line => line.Contains("used twice", StringComparison.Ordinal));
        Assert.DoesNotContain(server.LogLines, line => line.Contains(Refresh(stolen), StringComparison.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task Of_many_who_come_at_once_with_one_token_one_is_served_and_then_nobody(TestEngine engine)
    {
        await using var server = await SignedUpAsync(engine);
        var signedIn = await LogInAsync(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefreshAsync(server, signedIn)));

        var served = Assert.Single(answers, answer => answer.Code is 200);
        Assert.Equal(7, answers.Count(answer => answer.Code is 401));
        Assert.Equal(401, (await RefreshAsync(server, served)).Code);
    }

    [Theory]
    [Engines]
    public async Task A_sign_in_ends_after_thirty_idle_days_and_after_ninety_in_all(TestEngine engine)
    {
        await using var server = await SignedUpAsync(engine);
        var idle = await LogInAsync(server);
        _clock.Advance(SignIns.Idle);
        Assert.Equal(401, (await RefreshAsync(server, idle)).Code);

        var busy = await LogInAsync(server);
        foreach (var days in new[] { 29, 29, 29 })
        {
            _clock.Advance(TimeSpan.FromDays(days));
            busy = await RefreshAsync(server, busy);
            Assert.Equal(200, busy.Code);
        }

        Assert.Equal((long)TimeSpan.FromDays(3).TotalSeconds, busy.Json.GetProperty("refresh_expires_in").GetInt64());
        _clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(401, (await RefreshAsync(server, busy)).Code);
    }

    [Theory]
    [Engines]
    public async Task A_changed_password_ends_every_sign_in(TestEngine engine)
    {
        const string New = "another-long-password";
        await using var server = await SignedUpAsync(engine);
        var signedIn = await LogInAsync(server);
        var changed = await Bearer(server, signedIn).SendAsync(
            HttpMethod.Put,
            "/api/v1/users/me/password",
            JsonSerializer.Serialize(new { current_password = ServerUnderTest.OwnerPassword, new_password = New }));
        Assert.Equal(204, changed.Code);

        Assert.Equal(401, (await RefreshAsync(server, signedIn)).Code);
        Assert.Equal(200, (await RefreshAsync(server, await LogInAsync(server, New))).Code);
    }

    [Theory]
    [Engines]
    public async Task Logging_out_ends_this_sign_in_or_all_and_never_somebody_elses(TestEngine engine)
    {
        await using var server = await SignedUpAsync(engine);
        var (one, two, three) = (await LogInAsync(server), await LogInAsync(server), await LogInAsync(server));
        var stranger = server.Client(await server.AddPersonAsync(Role.Owner, tenant: 2));

        Assert.Equal(204, (await stranger.SendAsync(HttpMethod.Post, $"{Auth}logout", Body(two))).Code);
        Assert.Equal(204, (await Bearer(server, two).SendAsync(HttpMethod.Post, $"{Auth}logout", Body(one))).Code);
        Assert.Equal(401, (await RefreshAsync(server, one)).Code);
        two = await RefreshAsync(server, two);
        Assert.Equal(200, two.Code);

        var nothing = await Bearer(server, two).SendAsync(HttpMethod.Post, $"{Auth}logout", "{}");
        Assert.Equal((422, "refresh_token"), (nothing.Code, Assert.Single(nothing.Fields)));
        Assert.Equal(204, (await Bearer(server, two).SendAsync(HttpMethod.Post, $"{Auth}logout", """{"everywhere":true}""")).Code);
        Assert.Equal((401, 401), ((await RefreshAsync(server, two)).Code, (await RefreshAsync(server, three)).Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("rcr_")]
    [InlineData("rcv_abcdefghij_0123456789")]
    [InlineData("rcr_Ж\u0000")]
    public async Task What_is_no_refresh_token_is_refused_like_one_that_ended(string text)
    {
        await using var server = await SignedUpAsync(TestEngine.Sqlite);

        var answer = await server.Anonymous.SendAsync(
            HttpMethod.Post, $"{Auth}refresh", JsonSerializer.Serialize(new { refresh_token = text }));

        Assert.Equal((401, "refresh_refused"), (answer.Code, answer.ErrorCode));
    }

    [Theory]
    [Engines]
    public async Task Guesses_at_refresh_tokens_must_wait_and_good_ones_never_count(TestEngine engine)
    {
        await using var server = await SignedUpAsync(engine);
        var signedIn = await LogInAsync(server);
        for (var i = 0; i < 30; i++)
        {
            signedIn = await RefreshAsync(server, signedIn);
            Assert.Equal(200, signedIn.Code);
        }

        var answers = new List<Answer>();
        for (var i = 0; i < 21; i++)
        {
            answers.Add(await server.Anonymous.SendAsync(HttpMethod.Post, $"{Auth}refresh", $$"""{"refresh_token":"rcr_{{i}}"}"""));
        }

        Assert.All(answers.Take(20), answer => Assert.Equal(401, answer.Code));
        Assert.Equal((429, "too_many_tries", "1"), (answers[20].Code, answers[20].ErrorCode, answers[20].Headers["Retry-After"]));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await RefreshAsync(server, signedIn)).Code);
    }

    private async Task<ServerUnderTest> SignedUpAsync(TestEngine engine)
    {
        var server = await ServerUnderTest.StartAsync(engine, _clock);
        await server.OwnerAsync();
        return server;
    }

    private static async Task<Answer> LogInAsync(ServerUnderTest server, string password = ServerUnderTest.OwnerPassword)
    {
        var answer = await server.Anonymous.SendAsync(
            HttpMethod.Post, $"{Auth}login", JsonSerializer.Serialize(new { email = ServerUnderTest.OwnerEmail, password }));
        Assert.Equal(200, answer.Code);
        return answer;
    }

    private static Task<Answer> RefreshAsync(ServerUnderTest server, Answer signedIn) =>
        server.Anonymous.SendAsync(HttpMethod.Post, $"{Auth}refresh", Body(signedIn));

    private static async Task<int> MeAsync(ServerUnderTest server, Answer signedIn) =>
        (await Bearer(server, signedIn).SendAsync(HttpMethod.Get, "/api/v1/users/me")).Code;

    private static HttpClient Bearer(ServerUnderTest server, Answer signedIn) =>
        server.Client(signedIn.Json.GetProperty("access_token").GetString());

    private static string Refresh(Answer signedIn) => signedIn.Json.GetProperty("refresh_token").GetString()!;

    private static string Body(Answer signedIn) => JsonSerializer.Serialize(new { refresh_token = Refresh(signedIn) });
}
