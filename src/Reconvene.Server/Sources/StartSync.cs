using System.Globalization;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Sources;

/// <summary>Asks for the recordings of a source, from one day to another, to be compared with the ledger.</summary>
internal sealed class StartSync(Database database, JobQueue jobs, TimeProvider time)
{
    public const string Job = "sync-source";

    /// <summary>No recording at Zoom is older: days before it would only cost calls.</summary>
    private static readonly DateOnly FirstDay = new(2011, 1, 1);

    public async Task<JobId> RunAsync(Source source, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var (first, last) = Reach(from, to);
        await using var work = await database.BeginAsync(cancellation);
        var job = await jobs.EnqueueAsync(
            work,
            new(
                source.Tenant,
                Job,
                string.Create(CultureInfo.InvariantCulture, $"source:{source.Id.Value}:{first:yyyyMMdd}-{last:yyyyMMdd}"),
                source.Connection.Value.ToString(CultureInfo.InvariantCulture),
                new SyncInput(source.Id.Value, first, last)),
            cancellation);
        await work.CommitAsync(cancellation);
        return job;
    }

    /// <summary>The days in which recordings can be; tomorrow is one, for Zoom's clock may be ahead of ours.</summary>
    private (DateOnly First, DateOnly Last) Reach(DateOnly from, DateOnly to)
    {
        var tomorrow = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1);
        var last = to > tomorrow ? tomorrow : to < FirstDay ? FirstDay : to;
        return (from > last ? last : from < FirstDay ? FirstDay : from, last);
    }
}
