using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Ledger;

/// <summary>Asks for a recording to go its way, from the ledger to what is made of it.</summary>
internal sealed class StartProcessing(JobQueue jobs)
{
    public const string Job = "process-recording";

    public Task<JobId> RunAsync(
        Work work, ZoomConnection connection, RecordingId recording, CancellationToken cancellation) =>
        RunAsync(work, connection.TenantId, connection.Id, recording, cancellation);

    public Task<JobId> RunAsync(
        Work work, TenantId tenant, ConnectionId connection, RecordingId recording, CancellationToken cancellation) =>
        jobs.EnqueueAsync(
            work,
            new(tenant, Job, RecordingSubject.Of(recording), connection.Value.ToString(CultureInfo.InvariantCulture)),
            cancellation);
}
