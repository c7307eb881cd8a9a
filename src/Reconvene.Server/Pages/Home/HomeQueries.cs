using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Pages.Home;

internal sealed class HomeQueries(Database database)
{
    private const string Count = """
        SELECT connection_id,
            COUNT(*) AS recordings,
            SUM(CASE WHEN state = @ready THEN 1 ELSE 0 END) AS ready,
            SUM(CASE WHEN state IN (@attention, @reauth) THEN 1 ELSE 0 END) AS in_need
        FROM recordings
        WHERE tenant_id = @tenant
        """;

    public Task<IReadOnlyList<GatheredCount>> CountAsync(TenantId tenant, CancellationToken cancellation) =>
        database.QueryAsync<GatheredCount>(
            $"{Count} GROUP BY connection_id",
            new
            {
                tenant,
                ready = RecordingState.Ready,
                attention = RecordingState.NeedsAttention,
                reauth = RecordingState.NeedsReauth,
            },
            cancellation);

    public async Task<GatheredCount> CountOfAsync(TenantId tenant, ConnectionId connection, CancellationToken cancellation) =>
        await database.FindAsync<GatheredCount>(
            $"{Count} AND connection_id = @connection GROUP BY connection_id",
            new
            {
                tenant,
                connection,
                ready = RecordingState.Ready,
                attention = RecordingState.NeedsAttention,
                reauth = RecordingState.NeedsReauth,
            },
            cancellation) ?? GatheredCount.None;
}
