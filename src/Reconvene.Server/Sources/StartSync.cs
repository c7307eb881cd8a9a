using System.Globalization;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Sources;

/// <summary>Asks for the recordings of a source, from one day to another, to be compared with the ledger.</summary>
internal sealed class StartSync(Database database, JobQueue jobs)
{
    public const string Job = "sync-source";

    public async Task<JobId> RunAsync(Source source, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var job = await jobs.EnqueueAsync(
            work,
            new(
                source.Tenant,
                Job,
                string.Create(CultureInfo.InvariantCulture, $"source:{source.Id.Value}:{from:yyyyMMdd}-{to:yyyyMMdd}"),
                source.Connection.Value.ToString(CultureInfo.InvariantCulture),
                new SyncInput(source.Id.Value, from, to)),
            cancellation);
        await work.CommitAsync(cancellation);
        return job;
    }
}
