using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Deliverables;

/// <summary>Who asks for a recording to be processed wants what was removed of it, too.</summary>
internal sealed class ForgetRemovals : IProcessingAsked
{
    Task IProcessingAsked.RunAsync(Work work, TenantId tenant, IReadOnlyList<RecordingId> recordings, CancellationToken cancellation) =>
        RunAsync(work, tenant, recordings, cancellation);

    public static async Task RunAsync(Work work, TenantId tenant, IReadOnlyList<RecordingId> recordings, CancellationToken cancellation)
    {
        foreach (var some in recordings.Chunk(Rows.MostPerStatement))
        {
            var sought = Rows.In(some, new { tenant });
            await work.ExecuteAsync(
                $"DELETE FROM removed_deliverables WHERE tenant_id = @tenant AND recording_id IN (VALUES {sought.Values})",
                sought.Arguments,
                cancellation);
        }
    }
}
