using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Pages.Home;

internal sealed class HomeQueries(Database database)
{
    public Task<IReadOnlyList<GatheredCount>> CountAsync(TenantId tenant, CancellationToken cancellation) =>
        database.QueryAsync<GatheredCount>(
            """
            SELECT connection_id,
                COUNT(*) AS recordings,
                SUM(CASE WHEN state = @ready THEN 1 ELSE 0 END) AS ready,
                SUM(CASE WHEN state IN (@attention, @reauth) THEN 1 ELSE 0 END) AS in_need
            FROM recordings
            WHERE tenant_id = @tenant
            GROUP BY connection_id
            """,
            new
            {
                tenant,
                ready = RecordingState.Ready,
                attention = RecordingState.NeedsAttention,
                reauth = RecordingState.NeedsReauth,
            },
            cancellation);
}
