using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs;

/// <summary>Says that a job changed, once its transaction is committed: to this process, and on PostgreSQL to the other nodes.</summary>
internal sealed class JobAnnouncer(Database database, JobChanges changes)
{
    public const string Channel = "reconvene_jobs";

    public Task AnnounceAsync(Work work, JobId job, CancellationToken cancellation) => AnnounceAsync(work, [job], cancellation);

    /// <summary>The same of many.</summary>
    public async Task AnnounceAsync(Work work, IReadOnlyCollection<JobId> jobs, CancellationToken cancellation)
    {
        foreach (var job in jobs)
        {
            work.AfterCommit(() => changes.Tell(job));
        }

        foreach (var some in database.Dialect.Engine is Engine.Postgres ? jobs.Chunk(Rows.MostPerStatement) : [])
        {
            var rows = Rows.Of(some, ("job", job => job.ToString()));
            await work.ExecuteAsync(
                $"SELECT pg_notify('{Channel}', CAST(told.job AS TEXT)) FROM (VALUES {rows.Values}) AS told (job)",
                rows.Arguments,
                cancellation);
        }
    }
}
