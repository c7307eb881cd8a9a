using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Rates;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Server.Platform.Data;
using Reconvene.Testing;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>
/// Whoever changes a row of an account has taken the account's lock: nobody is overwritten, and nobody waits in a ring.
/// </summary>
public sealed class RateStoreTests
{
    private const string Account = "account";
    private static readonly ConnectionId Connection = new(1);
    private static readonly RateKey Key = new(TenantId.First, Account, RateFamily.Api, RateLabel.Light);
    private static readonly RateTerms Terms = new(ZoomRateLimits.Of(ZoomPlan.Pro, RateFamily.Api, RateLabel.Light), 50);

    private readonly TestClock _clock = new();

    [Theory]
    [InlineData("forget")]
    [InlineData("wake")]
    [InlineData("remove")]
    public async Task Whoever_changes_a_row_waits_for_the_lock_of_its_account(string what)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Postgres);
        var store = Store(server);
        await LeaseAsync(store);
        await store.ChangeAsync(Key, Connection, row => row.FallAsleep(Now, Now.AddMinutes(1), "Zoom said so", Connection), CancellationToken.None);
        _clock.Advance(TimeSpan.FromHours(1));

        await using var lease = await server.Database.BeginAsync(CancellationToken.None);
        await lease.ExecuteAsync("UPDATE rate_budgets SET used = used WHERE family = 'all'", null, CancellationToken.None);
        var change = Elsewhere(() => ChangeAsync(server, store, what));
        Assert.True(await WaitsAsync(server.Database, change), "It changed the rows without the lock.");

        // Were it the other way round, both would wait for one another.
        await lease.ExecuteAsync("UPDATE rate_budgets SET used = 7 WHERE label = 'light'", null, CancellationToken.None);
        await lease.CommitAsync(CancellationToken.None);
        await change;

        var used = await server.Database.QueryAsync<long>("SELECT used FROM rate_budgets WHERE label = 'light'", null, CancellationToken.None);
        Assert.Equal(what is "remove" ? [] : [7], used);
    }

    [Fact]
    public async Task A_lease_finds_its_row_whoever_removes_it_meanwhile()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Postgres);
        var store = Store(server);
        using var over = new CancellationTokenSource();
        var removals = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                await ChangeAsync(server, store, "remove");
            }
        });

        try
        {
            for (var lease = 0; lease < 300; lease++)
            {
                await LeaseAsync(store);
            }
        }
        finally
        {
            await over.CancelAsync();
            await removals;
        }
    }

    [Fact]
    public async Task While_the_database_does_not_answer_calls_go_on_at_half_the_rate()
    {
        await using var database = new DatabaseThatIsAway();
        var time = new DrivenTime();
        var key = Key with { Label = RateLabel.Medium };
        var terms = new RateTerms(new ZoomRateLimit(20, TimeSpan.FromSeconds(1)), 50);
        var source = new RateSource(
            new RateStore(database.Database, new TellSleep(new(time)), time),
            time,
            NullLogger<RateSource>.Instance);

        var lease = await source.LeaseAsync(key, terms, new RateAsk(100, 0, 0, Connection, time.GetUtcNow()));

        Assert.Equal(9, Assert.IsType<RateLease.Granted>(lease).Count);
        var row = await source.ChangeAsync(key, Connection, one => one.FallAsleep(time.GetUtcNow(), RateRow.NextDay(time.GetUtcNow()), "Zoom said so", Connection));
        Assert.True(row.IsAsleep(time.GetUtcNow()));
        Assert.IsType<RateLease.Refused>(await source.LeaseAsync(key, terms, new RateAsk(1, 0, 0, Connection, time.GetUtcNow())));
    }

    private DateTimeOffset Now => _clock.GetUtcNow();

    private RateStore Store(ServerUnderTest server) =>
        new(server.Database, server.Services.GetRequiredService<TellSleep>(), _clock);

    private Task<RateLease> LeaseAsync(RateStore store) =>
        store.LeaseAsync(Key, Terms, new RateAsk(1, 0, 0, Connection, Now), CancellationToken.None);

    private static async Task ChangeAsync(ServerUnderTest server, RateStore store, string what)
    {
        if (what is "wake")
        {
            await store.WakeAsync(CancellationToken.None);
            return;
        }

        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        if (what is "forget")
        {
            await store.ForgetAsync(work, TenantId.First, Account, CancellationToken.None);
        }
        else
        {
            await ConnectionStore.RemoveAsync(work, TenantId.First, Connection, CancellationToken.None);
        }

        await work.CommitAsync(CancellationToken.None);
    }

    /// <summary>As another node: not within this test's transaction.</summary>
    private static Task Elsewhere(Func<Task> what)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(what);
        }
    }

    /// <summary>Whether it came to wait for a lock before it ended.</summary>
    private static async Task<bool> WaitsAsync(Database database, Task change)
    {
        while (!change.IsCompleted)
        {
            var waiting = await database.FindAsync<long>(
                "SELECT COUNT(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE NOT l.granted AND a.datname = current_database()",
                null,
                CancellationToken.None);
            if (waiting > 0)
            {
                return true;
            }
        }

        await change;
        return false;
    }
}
