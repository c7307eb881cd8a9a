using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Data;

/// <summary>Commits that were carried out while their answer was lost.</summary>
public sealed partial class LostCommitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Whatever waits by the clock waits a small part of it.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ClockBetweenLooks = TimeSpan.FromMilliseconds(500);

    private static readonly Dictionary<string, string> Hasty = new(StringComparer.Ordinal)
    {
        ["Jobs:FirstWait"] = "00:00:01",
        ["Jobs:LongestWait"] = "00:00:01",
        ["Jobs:PollInterval"] = "00:00:00.500",
    };

    [Theory]
    [Engines]
    public async Task Whichever_commit_of_a_recordings_way_is_reported_as_failed_there_is_one_result_in_the_end(TestEngine engine)
    {
        var losses = new LostCommits(() => Lost(engine), IsOfARecordingsWay);
        await using var world = await World.StartAsync(engine, new TestClock(), Hasty, decorate: losses.Decorate);
        var rounds = 0;
        do
        {
            // Each loses the next one, until there is none so late: how many there are depends on which events come together.
            losses.Lose(++rounds);
            await HoldAsync(world, rounds);
        }
        while (losses.IsLost);

        Assert.True(rounds > 12, $"Only {rounds - 1} commits were lost.");
        Assert.Equal(rounds, await CountAsync(world, "SELECT COUNT(*) FROM recordings WHERE state = 'ready'"));
        Assert.Equal(rounds, await CountAsync(world, "SELECT COUNT(*) FROM recordings"));
        Assert.Equal(rounds, await CountAsync(world, "SELECT COUNT(DISTINCT recording_id) FROM deliverables"));
        Assert.Equal(rounds, await CountAsync(world, "SELECT COUNT(*) FROM deliverables"));
        Assert.Equal(0, await CountAsync(world, "SELECT COUNT(*) FROM jobs WHERE state <> 'done'"));
        await Checker.CheckAsync(world.Server);
    }

    [Fact]
    public async Task A_change_whose_answer_the_network_lost_is_looked_up_and_answered_as_done()
    {
        await using var proxy = new TcpProxy();
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Postgres, proxy: proxy);
        var owner = await server.OwnerAsync();

        proxy.LoseAnswerTo(TcpProxy.Commit, after: "INSERT INTO api_keys");
        var made = await owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"once","scope":"read"}""");

        Assert.Equal(1, proxy.AnswersLost);
        Assert.Equal(201, made.Code);
        var keys = await owner.SendAsync(HttpMethod.Get, "/api/v1/api-keys");
        Assert.Equal("once", Assert.Single(keys.Json.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_change_that_cannot_be_looked_up_is_never_called_undone()
    {
        await using var proxy = new TcpProxy();
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Postgres, proxy: proxy);
        var owner = await server.OwnerAsync();

        proxy.LoseAnswerTo(TcpProxy.Commit, after: "INSERT INTO api_keys", andGoDown: true);
        var made = await owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", """{"name":"once","scope":"read"}""");

        Assert.Equal((503, "outcome_unknown"), (made.Code, made.ErrorCode));
        Assert.True(made.Headers.ContainsKey("Retry-After"));
        proxy.Up();
        var keys = await owner.SendAsync(HttpMethod.Get, "/api/v1/api-keys");
        Assert.Single(keys.Json.GetProperty("items").EnumerateArray());
    }

    /// <summary>One meeting, from its events to its deliverable; what the server did not take Zoom sends again.</summary>
    private static async Task HoldAsync(World world, int n)
    {
        var held = await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = $"Meeting {n}", Dialogue = "weekly-1.en", Files = ["video", "transcript"] }, CancellationToken.None);
        foreach (var delivery in held.Deliveries.Where(delivery => delivery.Status is null or >= 500))
        {
            var again = await world.Control.SendEventAsync(delivery.Body, CancellationToken.None);
            Assert.Equal(200, again!.Status);
        }

        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        while (!await IsAtRestAsync(world, n))
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException(
                    $"With commit {n} lost, the recording never came to its end: {string.Join('\n', world.Server.LogLines.TakeLast(40))}");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
            world.Clock!.Advance(ClockBetweenLooks);
        }
    }

    /// <summary>From the event in the inbox over ledger, job and files to the deliverable; not how far it is, nor what is kept beside it.</summary>
    private static bool IsOfARecordingsWay(string sql) => Way().IsMatch(sql);

    [GeneratedRegex(@"\b(INSERT INTO\s+(webhook_events|jobs|meetings|recordings|recording_files|transcripts|transcript_segments|deliverables)|UPDATE\s+(webhook_events|meetings|recordings|recording_files|transcripts|deliverables|jobs\s+SET state))\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Way();

    private static async Task<bool> IsAtRestAsync(World world, int n) =>
        await CountAsync(world, "SELECT COUNT(*) FROM deliverables") == n
        && await CountAsync(world, "SELECT COUNT(*) FROM jobs WHERE state IN ('open', 'running')") == 0
        && await CountAsync(world, "SELECT COUNT(*) FROM webhook_events WHERE state = 'new'") == 0;

    private static Task<long> CountAsync(World world, string sql) =>
        world.Server.Database.FindAsync<long>(sql, null, CancellationToken.None);

    private static Exception Lost(TestEngine engine) => engine is TestEngine.Postgres
        ? new NpgsqlException("The answer was lost.", new IOException("Reset by peer."))
        : new SqliteException("The answer was lost.", 10);
}
