using Reconvene.Client.Recordings;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings.Retention.Trash;

/// <summary>Asks for what a person wants moved to, or out of, Zoom's trash.</summary>
internal sealed class StartTrash(TrashCandidates candidates, Database database, JobQueue jobs, AuditTrail audit, TimeProvider time)
{
    private const int MostNamed = 100;

    /// <summary>A job for each of the recordings that nothing speaks against; the others say what does.</summary>
    public async Task<IReadOnlyList<TrashAtZoomRow>> RunAsync(
        Caller caller, IReadOnlyList<long> ids, ConnectionId? connection, DateTimeOffset? before, CancellationToken cancellation)
    {
        var found = (await candidates.FindAsync(caller.Tenant, ids, connection, before, cancellation)).ToDictionary(one => one.Id.Value);
        var meant = found.Values.Where(one => one.Against is null).ToList();
        var tasks = new Dictionary<long, string>();
        if (meant.Count > 0)
        {
            var now = time.GetUtcNow();
            await using var work = await database.BeginAsync(cancellation);
            var started = await jobs.EnqueueAllAsync(
                work, [.. meant.Select(one => TrashOrder.Of(caller, one.Id, now).Request(caller.Tenant, TrashOrder.Trash, one.ConnectionId))], cancellation);
            await audit.RecordAsync(
                work,
                new(
                    caller.Tenant,
                    AuditActor.Of(caller),
                    "recordings.trash_at_zoom_asked",
                    "recordings",
                    new { count = meant.Count, bytes = meant.Sum(one => one.Bytes), ids = meant.Take(MostNamed).Select(one => one.Id.Value) }),
                cancellation);
            await work.CommitAsync(cancellation);
            tasks = meant.Zip(started).ToDictionary(pair => pair.First.Id.Value, pair => pair.Second.ToString());
        }

        return [.. ids.Select(id => found.TryGetValue(id, out var one)
            ? Row(one, tasks.GetValueOrDefault(id))
            : new TrashAtZoomRow { RecordingId = id, Reason = $"There is no recording {id} that this concerns." })];
    }

    /// <summary>One job about one recording.</summary>
    public async Task<JobId> RunAsync(
        TenantId tenant, string kind, RecordingAtWork recording, TrashOrder order, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var job = await jobs.EnqueueAsync(work, order.Request(tenant, kind, recording.ConnectionId), cancellation);
        await work.CommitAsync(cancellation);
        return job;
    }

    public static TrashAtZoomRow Row(TrashCandidate one, string? task = null) => new()
    {
        RecordingId = one.Id.Value,
        Topic = one.Topic,
        StartTime = one.StartAt,
        Files = one.Files,
        Bytes = one.Bytes,
        Reason = one.Against,
        TaskId = task,
    };
}
