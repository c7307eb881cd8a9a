using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs;

/// <summary>Says that a job changed, once its transaction is committed: to this process, and on PostgreSQL to the other nodes.</summary>
internal sealed class JobAnnouncer(Database database, JobChanges changes)
{
    public const string Channel = "reconvene_jobs";

    public async Task AnnounceAsync(Work work, JobId job, CancellationToken cancellation)
    {
        work.AfterCommit(() => changes.Tell(job));
        if (database.Dialect.Engine is Engine.Postgres)
        {
            await work.ExecuteAsync(
                $"SELECT pg_notify('{Channel}', @job)", new { job = job.ToString() }, cancellation);
        }
    }
}
