using System.Text.Json;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Ledger.Proof;

/// <summary>Writes of <c>sync_runs</c>.</summary>
internal static class SyncRunStore
{
    private const int MostHostsNamed = 200;

    /// <summary>An earlier one of the same source that says nothing beside this one goes: of no day is it the last check.</summary>
    public static async Task AddAsync(Work work, SyncRun run, CancellationToken cancellation)
    {
        var (first, last, count) = (run.From.Start(), run.To.Start(), run.Unread.Count);
        await work.ExecuteAsync(
            """
            DELETE FROM sync_runs
            WHERE tenant_id = @TenantId AND source_id = @SourceId AND started_at <= @StartedAt
                AND first_day >= @first AND last_day <= @last
                AND (@IsWholeAccount = TRUE OR is_whole_account = FALSE)
                AND (@isComplete = TRUE OR unread_count > 0 OR unreadable > 0)
            """,
            new
            {
                run.TenantId,
                run.SourceId,
                run.StartedAt,
                run.IsWholeAccount,
                isComplete = count is 0 && run.Unreadable is 0,
                first,
                last,
            },
            cancellation);
        await work.ExecuteAsync(
            """
            INSERT INTO sync_runs (tenant_id, connection_id, source_id, is_whole_account, first_day, last_day, hosts,
                announced, listed, found, unread_count, unread_hosts, unreadable, started_at, finished_at)
            VALUES (@TenantId, @ConnectionId, @SourceId, @IsWholeAccount, @first, @last, @Hosts,
                @Announced, @Listed, @Found, @count, @unread, @Unreadable, @StartedAt, @FinishedAt)
            """,
            new
            {
                run.TenantId,
                run.ConnectionId,
                run.SourceId,
                run.IsWholeAccount,
                first,
                last,
                run.Hosts,
                run.Announced,
                run.Listed,
                run.Found,
                count,
                unread = JsonSerializer.Serialize(run.Unread.Take(MostHostsNamed)),
                run.Unreadable,
                run.StartedAt,
                run.FinishedAt,
            },
            cancellation);
    }
}
