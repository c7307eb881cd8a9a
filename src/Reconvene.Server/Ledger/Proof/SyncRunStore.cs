using System.Text.Json;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Ledger.Proof;

/// <summary>Writes of <c>sync_runs</c>.</summary>
internal static class SyncRunStore
{
    private const int MostHostsNamed = 200;

    public static Task<int> AddAsync(Work work, SyncRun run, CancellationToken cancellation) =>
        work.ExecuteAsync(
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
                first = run.From.Start(),
                last = run.To.Start(),
                run.Hosts,
                run.Announced,
                run.Listed,
                run.Found,
                count = run.Unread.Count,
                unread = JsonSerializer.Serialize(run.Unread.Take(MostHostsNamed)),
                run.Unreadable,
                run.StartedAt,
                run.FinishedAt,
            },
            cancellation);
}
