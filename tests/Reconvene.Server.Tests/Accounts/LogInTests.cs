using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts;

public sealed class LogInTests
{
    private static readonly Dictionary<string, string> BehindProxy = new(StringComparer.Ordinal) { ["Http:TrustedProxies"] = "127.0.0.1" };

    [Theory]
    [Engines]
    public async Task The_right_password_gets_a_token_and_the_address_may_be_typed_in_any_case(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await server.OwnerAsync();

        var answer = await LogInAsync(server, " OWNER@example.org ", ServerUnderTest.OwnerPassword);

        Assert.Equal(200, answer.Code);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal(200, (await server.Client(answer.Json.GetProperty("access_token").GetString()).SendAsync(HttpMethod.Get, "/api/v1/users/me/")).Code);
    }

    [Theory]
    [Engines]
    public async Task A_wrong_password_and_an_unknown_person_get_the_same_answer(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        await server.OwnerAsync();

        var wrong = await LogInAsync(server, ServerUnderTest.OwnerEmail, "not the password");
        var unknown = await LogInAsync(server, "nobody@example.org", "not the password");

        Assert.Equal((401, "wrong_login"), (wrong.Code, wrong.ErrorCode));
        Assert.Equal(Without(wrong), Without(unknown));
    }

    [Theory]
    [Engines]
    public async Task A_thousand_guesses_are_slowed_down_and_the_owner_still_gets_in_from_elsewhere(TestEngine engine)
    {
        var clock = new TestClock();
        await using var server = await ServerUnderTest.StartAsync(engine, clock, BehindProxy);
        await server.OwnerAsync();

        var checkedGuesses = 0;
        for (var i = 0; i < 1_000; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            var answer = await LogInAsync(server, ServerUnderTest.OwnerEmail, $"guess {i}", "198.51.100.1");
            checkedGuesses += answer.Code is 401 ? 1 : 0;
            Assert.True(answer.Code is 401 || answer.Headers.ContainsKey("Retry-After"));
        }

        Assert.InRange(checkedGuesses, 5, 40);
        Assert.Equal(429, (await LogInAsync(server, ServerUnderTest.OwnerEmail, ServerUnderTest.OwnerPassword, "198.51.100.1")).Code);
        Assert.Equal(200, (await LogInAsync(server, ServerUnderTest.OwnerEmail, ServerUnderTest.OwnerPassword, "203.0.113.9")).Code);
    }

    [Fact]
    public async Task Guesses_from_many_addresses_do_not_lock_the_owner_out()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, new TestClock(), BehindProxy);
        await server.OwnerAsync();

        for (var i = 0; i < 60; i++)
        {
            await LogInAsync(server, ServerUnderTest.OwnerEmail, "guess", $"198.51.100.{i}");
        }

        var first = await LogInAsync(server, ServerUnderTest.OwnerEmail, "guess", "192.0.2.1");
        var second = await LogInAsync(server, ServerUnderTest.OwnerEmail, "guess", "192.0.2.1");
        var owner = await LogInAsync(server, ServerUnderTest.OwnerEmail, ServerUnderTest.OwnerPassword, "203.0.113.9");
        Assert.Equal((401, 429, 200), (first.Code, second.Code, owner.Code));
    }

    [Fact]
    public async Task A_forged_forwarding_header_does_not_get_around_the_delay()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, new TestClock());
        await server.OwnerAsync();

        var answers = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            answers.Add((await LogInAsync(server, ServerUnderTest.OwnerEmail, "guess", $"198.51.100.{i}")).Code);
        }

        Assert.Equal([401, 401, 401, 401, 401, 429], answers);
    }

    [Fact]
    public async Task Guesses_over_many_accounts_from_one_address_are_slowed_down_too()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, new TestClock());

        var answers = new List<int>();
        for (var i = 0; i < 21; i++)
        {
            answers.Add((await LogInAsync(server, $"person{i}@example.org", "guess")).Code);
        }

        Assert.Equal(429, answers[^1]);
        Assert.All(answers.Take(20), code => Assert.Equal(401, code));
    }

    [Fact]
    public async Task A_password_costs_six_hundred_thousand_rounds_whether_or_not_the_person_exists()
    {
        using var passwords = new Passwords(PasswordCost.Default);
        var hash = await passwords.HashAsync("a good password", CancellationToken.None);
        await passwords.VerifyAsync(null, "warm up", CancellationToken.None);

        var known = await FastestAsync(() => passwords.VerifyAsync(hash, "guess", CancellationToken.None));
        var unknown = await FastestAsync(() => passwords.VerifyAsync(null, "guess", CancellationToken.None));

        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5)) >= 600_000);
        Assert.InRange(unknown / known, 0.4, 2.5);
    }

    private static async Task<double> FastestAsync(Func<Task> work)
    {
        var fastest = double.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await work();
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return fastest;
    }

    private static string Without(Answer answer) =>
        answer.Text.Replace(answer.Json.GetProperty("trace_id").GetString()!, "", StringComparison.Ordinal);

    private static async Task<Answer> LogInAsync(ServerUnderTest server, string email, string password, string? from = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/login")
        {
            Content = new StringContent(JsonSerializer.Serialize(new { email, password }), Encoding.UTF8, "application/json"),
        };
        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
        }

        return await server.Anonymous.AskAsync(request);
    }
}
