using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings.Retention.Trash;

/// <summary>
/// Asks for recordings to be moved to Zoom's trash whose source says that this is done so many days after they were held.
/// One that stays there for a reason is asked about again a day later, then after two, four and more, at most every month.
/// </summary>
internal sealed class TrashBySource(TrashCandidates candidates, Database database, JobQueue jobs, TimeProvider time)
{
    private const int MostOfTenant = 50;

    public async Task RunAsync(TenantId tenant, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var one in await candidates.DueAsync(tenant, now, MostOfTenant, cancellation))
        {
            await using var work = await database.BeginAsync(cancellation);
            var isOurs = await work.ExecuteAsync(
                $"""
                UPDATE recordings
                SET trash_asked_at = @now, trash_refusals = trash_refusals + 1,
                    trash_not_before = @now + 86400000 * CASE trash_refusals
                        WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 4 WHEN 3 THEN 8 WHEN 4 THEN 16 ELSE 30 END
                WHERE tenant_id = @tenant AND id = @id AND {RetentionSql.NextTrashAt} <= @now
                """,
                new { tenant, id = one.Id, now },
                cancellation) is 1;
            if (isOurs && one.Against is null)
            {
                var order = new TrashOrder(one.Id.Value, now, User: null, Key: null);
                await jobs.EnqueueAsync(work, order.Request(tenant, TrashOrder.Trash, one.ConnectionId), cancellation);
            }

            await work.CommitAsync(cancellation);
        }
    }
}
