using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Sources;

/// <summary>Asks for the recordings of a source, from one day to another, to be compared with the ledger.</summary>
internal sealed class StartSync(Database database, JobQueue jobs, TimeProvider time)
{
    public const string Job = "sync-source";

    public async Task<JobId> RunAsync(Source source, DateOnly from, DateOnly to, CancellationToken cancellation) =>
        (await RunAsync([source], from, to, cancellation))[0];

    /// <summary>The same for many sources of one tenant, each of which is another; the jobs in their order.</summary>
    public async Task<IReadOnlyList<JobId>> RunAsync(
        IReadOnlyList<Source> sources, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var (first, last) = Reach(from, to);
        await using var work = await database.BeginAsync(cancellation);
        var started = await jobs.EnqueueAllAsync(work, [.. sources.Select(Request)], cancellation);
        await work.CommitAsync(cancellation);
        return started;

        JobRequest Request(Source source) => new(
            source.Tenant,
            Job,
            string.Create(CultureInfo.InvariantCulture, $"source:{source.Id.Value}:{first:yyyyMMdd}-{last:yyyyMMdd}"),
            Account(source.Connection),
            new SyncInput(source.Id.Value, first, last));
    }

    /// <summary>
    /// A sync that nobody asked for. It finds its days when it begins; one of a source is under way at a time, and one that is
    /// due meanwhile follows it.
    /// </summary>
    public Task<JobId> RunScheduledAsync(
        Work work, TenantId tenant, SourceId source, ConnectionId connection, CancellationToken cancellation) =>
        jobs.EnqueueAsync(
            work,
            new(
                tenant,
                Job,
                string.Create(CultureInfo.InvariantCulture, $"source:{source.Value}:scheduled"),
                Account(connection),
                new SyncInput(source.Value, From: null, To: null)),
            cancellation);

    private static string Account(ConnectionId connection) => connection.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The days in which recordings can be; tomorrow is one, for Zoom's clock may be ahead of ours.</summary>
    private (DateOnly First, DateOnly Last) Reach(DateOnly from, DateOnly to)
    {
        var tomorrow = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1);
        var last = to > tomorrow ? tomorrow : to < FirstRecordings.Day ? FirstRecordings.Day : to;
        return (from > last ? last : from < FirstRecordings.Day ? FirstRecordings.Day : from, last);
    }
}
