using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Ledger.Proof;

internal sealed class SyncRunQueries(Database database)
{
    private const string Columns = """
        SELECT tenant_id, connection_id, source_id, is_whole_account, first_day, last_day, hosts, announced, listed, found,
            unread_count, unread_hosts, unreadable, started_at, finished_at
        FROM sync_runs
        """;

    /// <summary>The last of one source, the newest first.</summary>
    public async Task<IReadOnlyList<SyncRun>> OfSourceAsync(TenantId tenant, long source, CancellationToken cancellation) =>
        Read(await database.QueryAsync<Row>(
            $"""
            {Columns}
            WHERE tenant_id = @tenant AND source_id = @source
            ORDER BY started_at DESC, id DESC
            LIMIT 1000
            """,
            new { tenant, source },
            cancellation));

    /// <summary>
    /// Those that listed everyone and touch these days, the oldest first, without those that a later one covers: on no day are
    /// they the last check.
    /// </summary>
    public async Task<IReadOnlyList<SyncRun>> OfDaysAsync(
        TenantId tenant, ConnectionId? connection, DateOnly from, DateOnly to, CancellationToken cancellation) =>
        Read(await database.QueryAsync<Row>(
            $"""
            {Columns}
            WHERE tenant_id = @tenant AND is_whole_account = TRUE AND last_day >= @first AND first_day <= @last
                AND (CAST(@connection AS BIGINT) IS NULL OR connection_id = @connection)
                AND NOT EXISTS (
                    SELECT 1 FROM sync_runs later
                    WHERE later.tenant_id = sync_runs.tenant_id AND later.connection_id = sync_runs.connection_id
                        AND later.is_whole_account = TRUE
                        AND (later.started_at > sync_runs.started_at
                            OR (later.started_at = sync_runs.started_at AND later.id > sync_runs.id))
                        AND (later.first_day <= sync_runs.first_day OR later.first_day <= @first)
                        AND (later.last_day >= sync_runs.last_day OR later.last_day >= @last))
            ORDER BY started_at, id
            """,
            new { tenant, connection, first = from.Start(), last = to.Start() },
            cancellation));

    private static List<SyncRun> Read(IEnumerable<Row> rows) => [.. rows.Select(row => row.ToRun())];

    private sealed class Row
    {
        public TenantId TenantId { get; init; }

        public ConnectionId ConnectionId { get; init; }

        public long SourceId { get; init; }

        public bool IsWholeAccount { get; init; }

        public DateTimeOffset FirstDay { get; init; }

        public DateTimeOffset LastDay { get; init; }

        public int Hosts { get; init; }

        public int Announced { get; init; }

        public int Listed { get; init; }

        public int Found { get; init; }

        public int UnreadCount { get; init; }

        public string UnreadHosts { get; init; } = "[]";

        public int Unreadable { get; init; }

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset FinishedAt { get; init; }

        public SyncRun ToRun() => new()
        {
            TenantId = TenantId,
            ConnectionId = ConnectionId,
            SourceId = SourceId,
            IsWholeAccount = IsWholeAccount,
            From = FirstDay.DayOf(),
            To = LastDay.DayOf(),
            Hosts = Hosts,
            Announced = Announced,
            Listed = Listed,
            Found = Found,
            Unread = JsonSerializer.Deserialize<List<string>>(UnreadHosts) ?? [],
            UnreadCount = UnreadCount,
            Unreadable = Unreadable,
            StartedAt = StartedAt,
            FinishedAt = FinishedAt,
        };
    }
}
