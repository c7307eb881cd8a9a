using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings;

/// <summary>Takes one recording through its steps again because a person asks for it.</summary>
internal sealed class ProcessRecording(Database database, RecordingWork recordings, StartProcessing process, IEnumerable<IProcessingAsked> others)
{
    /// <summary>Null when the tenant has no such recording.</summary>
    public async Task<JobId?> RunAsync(TenantId tenant, RecordingId id, CancellationToken cancellation)
    {
        if (await recordings.FindAsync(tenant, id, cancellation) is not { } recording)
        {
            return null;
        }

        await using var work = await database.BeginAsync(cancellation);
        foreach (var other in others)
        {
            await other.RunAsync(work, tenant, [id], cancellation);
        }

        var job = await process.RunAsync(work, tenant, recording.ConnectionId, id, cancellation);
        await work.CommitAsync(cancellation);
        return job;
    }
}
