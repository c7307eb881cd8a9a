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
        jobs.EnqueueAsync(work, Request(tenant, connection, recording, order: null), cancellation);

    /// <summary>The same for all that one page of a listing brought.</summary>
    public async Task RunAsync(
        Work work, ZoomConnection connection, IReadOnlyCollection<RecordingId> recordings, CancellationToken cancellation)
    {
        if (recordings.Count > 0)
        {
            await jobs.EnqueueAllAsync(
                work,
                [.. recordings.Select(recording => Request(connection.TenantId, connection.Id, recording, order: null))],
                cancellation);
        }
    }

    /// <summary>The same for recordings of any connections of a tenant; the jobs in their order.</summary>
    public Task<IReadOnlyList<JobId>> RunAsync(
        Work work, TenantId tenant, IReadOnlyList<(ConnectionId Connection, RecordingId Id)> recordings, CancellationToken cancellation) =>
        jobs.EnqueueAllAsync(
            work, [.. recordings.Select(one => Request(tenant, one.Connection, one.Id, order: null))], cancellation);

    /// <summary>
    /// Asks for no more than a person ordered, unless the recording is on its way already: then it goes that way to the
    /// end.
    /// </summary>
    public async Task<ProcessingBegun> RunAsync(
        Work work, ZoomConnection connection, RecordingId recording, RecordingOrder order, CancellationToken cancellation)
    {
        if (await JobQueue.FindUnderWayAsync(work, connection.TenantId, Job, RecordingSubject.Of(recording), cancellation) is { } underWay)
        {
            return new(underWay, IsAsOrdered: false);
        }

        if (order.Template is not null)
        {
            // What is made later, when its transcript comes or a name is corrected, is made by it too.
            await work.ExecuteAsync(
                "UPDATE recordings SET template = @Template WHERE tenant_id = @TenantId AND id = @recording",
                new { order.Template, connection.TenantId, recording },
                cancellation);
        }

        var request = Request(connection.TenantId, connection.Id, recording, order);
        return new(await jobs.EnqueueAsync(work, request, cancellation), IsAsOrdered: true);
    }

    private static JobRequest Request(
        TenantId tenant, ConnectionId connection, RecordingId recording, RecordingOrder? order) => new(
            tenant, Job, RecordingSubject.Of(recording), connection.Value.ToString(CultureInfo.InvariantCulture), order);
}

/// <summary>A recording is on its way.</summary>
/// <param name="Job">Its job.</param>
/// <param name="IsAsOrdered">False when an earlier job goes on that takes and makes what it was asked for.</param>
internal readonly record struct ProcessingBegun(JobId Job, bool IsAsOrdered);
