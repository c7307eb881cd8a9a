using System.Diagnostics;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Data;

/// <summary>PostgreSQL behind a network that fails.</summary>
public sealed class DatabaseAwayTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Ways => ["down", "stalled", "reset"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_database_that_goes_away_is_told_within_five_seconds_and_serves_again_by_itself(string way)
    {
        await using var proxy = new TcpProxy();
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Postgres, proxy: proxy);
        var owner = await server.OwnerAsync();
        Assert.Equal(200, (await owner.SendAsync(HttpMethod.Get, "/api/v1/users/me")).Code);

        using (var resetting = new CancellationTokenSource())
        {
            var broken = BreakAsync(proxy, way, resetting.Token);
            var (ready, readyTook) = await TimedAsync(server.Anonymous.SendAsync(HttpMethod.Get, "/readyz"));
            var (read, readTook) = await TimedAsync(owner.SendAsync(HttpMethod.Get, "/api/v1/users/me"));
            var (written, writtenTook) = await TimedAsync(
                owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"mine","scope":"read"}"""));
            var live = await server.Anonymous.SendAsync(HttpMethod.Get, "/healthz");
            await resetting.CancelAsync();
            await broken;
            proxy.Up();
            proxy.Resume();

            Assert.Equal((200, 503), (live.Code, ready.Code));
            Assert.All([readyTook, readTook, writtenTook], took => Assert.InRange(took, TimeSpan.Zero, Soon));
            foreach (var answer in new[] { read, written })
            {
                Assert.Equal((503, "database_unavailable"), (answer.Code, answer.ErrorCode));
                Assert.StartsWith("application/problem+json", answer.Headers["Content-Type"], StringComparison.Ordinal);
                Assert.Equal("5", answer.Headers["Retry-After"]);
            }
        }

        // Connections that broke while nobody used them fail whoever takes them next, and are thrown away by that.
        await EventuallyAsync(async () => (await server.Anonymous.SendAsync(HttpMethod.Get, "/readyz")).Code is 200);
        await EventuallyAsync(async () => (await owner.SendAsync(HttpMethod.Get, "/api/v1/users/me")).Code is 200);
        Assert.Equal(201, (await owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"mine","scope":"read"}""")).Code);
        Assert.Single((await owner.SendAsync(HttpMethod.Get, "/api/v1/api-keys")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_commit_that_never_answers_is_not_waited_for_longer_than_five_seconds()
    {
        await using var proxy = new TcpProxy();
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Postgres, proxy: proxy);
        var owner = await server.OwnerAsync();

        proxy.LoseAnswerTo(TcpProxy.Commit, after: "INSERT INTO api_keys", andStall: true);
        var (made, took) = await TimedAsync(
            owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"mine","scope":"read"}"""));
        proxy.Resume();

        Assert.Equal((503, "outcome_unknown"), (made.Code, made.ErrorCode));
        Assert.InRange(took, TimeSpan.Zero, Soon);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(300)]
    public async Task An_answer_of_the_database_that_is_cut_off_in_the_middle_is_a_503_and_no_fault_of_ours(int bytes)
    {
        await using var proxy = new TcpProxy();
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Postgres, proxy: proxy);
        var owner = await server.OwnerAsync();

        proxy.CutAfter(bytes);
        var codes = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            codes.Add((await owner.SendAsync(HttpMethod.Get, "/api/v1/tasks")).Code);
        }

        Assert.All(codes, code => Assert.True(code is 200 or 503, $"It was answered with {code}."));
        Assert.Equal(200, codes[^1]);
    }

    private static async Task BreakAsync(TcpProxy proxy, string way, CancellationToken until)
    {
        switch (way)
        {
            case "down":
                proxy.Down();
                break;
            case "stalled":
                proxy.Stall();
                break;
            default:
                using (var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System))
                {
                    // Connections are taken, and reset at their first word.
                    proxy.CutAfter(0);
                    while (!until.IsCancellationRequested)
                    {
                        proxy.Reset();
                        await timer.WaitForNextTickAsync(CancellationToken.None);
                    }
                }

                break;
        }
    }

    private static async Task<(Answer Answer, TimeSpan Took)> TimedAsync(Task<Answer> asked)
    {
        var begun = Stopwatch.GetTimestamp();
        return (await asked, Stopwatch.GetElapsedTime(begun));
    }

    private static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (!await isSo())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
