using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Rates.Store;

/// <summary>
/// Budgets in <c>rate_budgets</c>, shared by all nodes. Who changes a row takes the lock of its account first; what follows
/// is decided by <see cref="RateRow"/> and <see cref="RateLease"/> and written as a whole.
/// </summary>
internal sealed class RateStore(Database database, TellSleep tell, TimeProvider time)
{
    private const string Columns = """
        SELECT account, family, label, next_at, limited_at, paused_until, floor_permille, asleep_until, asleep_why,
            asleep_connection_id, learned_per_second, learned_per_day, day, used
        FROM rate_budgets
        """;

    /// <summary>Leases calls for this node; one transaction for up to a second of calls.</summary>
    public async Task<RateLease> LeaseAsync(RateKey key, RateTerms terms, RateAsk ask, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var cap = await AccountLock.TakeAsync(work, key, cancellation);
        var rows = await RowsAsync(work, key, cancellation);
        var row = rows.Single(one => IsOf(one, key));
        var others = terms.Limit.IsDayShared ? UsedByOthers(rows, key, ask.Now) : 0;
        var lease = RateLease.Of(row, cap, terms, ask with { UsedByOthers = others });
        await PutAsync(work, key, lease.Row, cancellation);
        if (lease is RateLease.Granted { CapNextAt: var next })
        {
            await work.ExecuteAsync(
                "UPDATE rate_budgets SET next_at = @next WHERE tenant_id = @Tenant AND account = @Account AND family = 'all'",
                new { key.Tenant, key.Account, next },
                cancellation);
        }

        if (lease.Row.IsAsleep(ask.Now) && !row.IsAsleep(ask.Now))
        {
            await tell.RunAsync(work, key.Tenant, ask.Connection, ask.Now, cancellation);
        }

        await work.CommitAsync(cancellation);
        return lease;
    }

    /// <summary>Changes one row by what an answer of Zoom's taught, and gives it as it is from now on.</summary>
    public async Task<RateRow> ChangeAsync(
        RateKey key, ConnectionId connection, Func<RateRow, RateRow> change, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await AccountLock.TakeAsync(work, key, cancellation);
        var now = time.GetUtcNow();
        var before = (await RowsAsync(work, key, cancellation)).Single(one => IsOf(one, key)).SeenAt(now);
        var after = change(before);
        await PutAsync(work, key, after, cancellation);
        if (after.IsAsleep(now) && !before.IsAsleep(now))
        {
            await tell.RunAsync(work, key.Tenant, connection, now, cancellation);
        }

        await work.CommitAsync(cancellation);
        return after;
    }

    /// <summary>Sleeps that are over end, with their alerts.</summary>
    public async Task WakeAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var due = await database.QueryAsync<Sleeper>(
            """
            SELECT DISTINCT tenant_id, account, asleep_connection_id AS connection_id
            FROM rate_budgets
            WHERE asleep_until IS NOT NULL AND asleep_until <= @now
            """,
            new { now },
            cancellation);
        foreach (var one in due)
        {
            await using var work = await database.BeginAsync(cancellation);
            await WakeAsync(work, one, now, cancellation);
            await work.CommitAsync(cancellation);
        }
    }

    /// <summary>The account has another plan: what was learned and what sleeps under the former one counts no more.</summary>
    public async Task ForgetAsync(Work work, TenantId tenant, string account, CancellationToken cancellation)
    {
        await AccountLock.TakeAsync(work, tenant, account, cancellation);
        var asleep = await work.QueryAsync<Sleeper>(
            """
            SELECT DISTINCT tenant_id, account, asleep_connection_id AS connection_id
            FROM rate_budgets
            WHERE tenant_id = @tenant AND account = @account AND asleep_until IS NOT NULL
            """,
            new { tenant, account },
            cancellation);
        await work.ExecuteAsync(
            """
            UPDATE rate_budgets
            SET learned_per_second = NULL, learned_per_day = NULL, asleep_until = NULL, asleep_why = NULL,
                asleep_connection_id = NULL
            WHERE tenant_id = @tenant AND account = @account
            """,
            new { tenant, account },
            cancellation);
        foreach (var one in asleep)
        {
            await tell.RunAsync(work, tenant, one.ConnectionId, time.GetUtcNow(), cancellation);
        }
    }

    private async Task WakeAsync(Work work, Sleeper one, DateTimeOffset now, CancellationToken cancellation)
    {
        await AccountLock.TakeAsync(work, one.TenantId, one.Account, cancellation);
        await work.ExecuteAsync(
            """
            UPDATE rate_budgets
            SET asleep_until = NULL, asleep_why = NULL, asleep_connection_id = NULL
            WHERE tenant_id = @TenantId AND account = @Account AND asleep_connection_id = @ConnectionId AND asleep_until <= @now
            """,
            new { one.TenantId, one.Account, one.ConnectionId, now },
            cancellation);
        await tell.RunAsync(work, one.TenantId, one.ConnectionId, now, cancellation);
    }

    private static Task<IReadOnlyList<RateRow>> RowsAsync(Work work, RateKey key, CancellationToken cancellation) =>
        work.QueryAsync<RateRow>(
            $"{Columns} WHERE tenant_id = @Tenant AND account = @Account AND family = @family",
            new { key.Tenant, key.Account, family = key.Family.Column() },
            cancellation);

    private static Task<int> PutAsync(Work work, RateKey key, RateRow row, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE rate_budgets
            SET next_at = @NextAt, limited_at = @LimitedAt, paused_until = @PausedUntil, floor_permille = @FloorPermille,
                asleep_until = @AsleepUntil, asleep_why = @AsleepWhy, asleep_connection_id = @AsleepConnectionId,
                learned_per_second = @LearnedPerSecond, learned_per_day = @LearnedPerDay, day = @Day, used = @Used
            WHERE tenant_id = @Tenant AND account = @Account AND family = @family AND label = @label
            """,
            new
            {
                key.Tenant,
                key.Account,
                family = key.Family.Column(),
                label = key.Label.Column(),
                row.NextAt,
                row.LimitedAt,
                row.PausedUntil,
                row.FloorPermille,
                row.AsleepUntil,
                row.AsleepWhy,
                row.AsleepConnectionId,
                row.LearnedPerSecond,
                row.LearnedPerDay,
                row.Day,
                row.Used,
            },
            cancellation);

    private static bool IsOf(RateRow row, RateKey key) => row.Label == key.Label.Column();

    private static long UsedByOthers(IReadOnlyList<RateRow> rows, RateKey key, DateTimeOffset now) => rows
        .Where(row => row.Label is "heavy" or "resource_intensive")
        .Where(row => !IsOf(row, key) && row.Day == RateRow.DayOf(now))
        .Sum(row => row.Used);

    private sealed record Sleeper
    {
        public TenantId TenantId { get; init; }

        public string Account { get; init; } = "";

        public ConnectionId ConnectionId { get; init; }
    }
}
