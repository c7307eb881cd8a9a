using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs.Running;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs;

/// <summary>Ends a job: at once when it waits, else as soon as its step notices, on whichever node that runs.</summary>
internal sealed class CancelJob(Database database, JobAnnouncer announcer, RunningSteps running, TimeProvider time)
{
    // The version stays while it runs: the run must still be able to say how it ended.
    private const string Ask = """
        UPDATE jobs
        SET cancel_asked = TRUE, again = FALSE, updated_at = @now,
            state = CASE WHEN state = 'open' THEN 'cancelled' ELSE state END,
            status = CASE WHEN state = 'open' THEN 'Cancelled.' ELSE 'Is being cancelled.' END,
            finished_at = CASE WHEN state = 'open' THEN @now ELSE finished_at END,
            version = CASE WHEN state = 'open' THEN version + 1 ELSE version END
        WHERE tenant_id = @tenant AND id = @id AND state IN ('open', 'running')
        RETURNING id
        """;

    /// <summary>False when the job is not under way, or not this tenant's.</summary>
    public async Task<bool> RunAsync(TenantId tenant, JobId job, CancellationToken cancellation)
    {
        await using (var work = await database.BeginAsync(cancellation))
        {
            var found = await work.FindAsync<string>(
                Ask, new { tenant, id = job.ToString(), now = time.GetUtcNow() }, cancellation);
            if (found is null)
            {
                return false;
            }

            await announcer.AnnounceAsync(work, job, cancellation);
            await work.CommitAsync(cancellation);
        }

        running.Cancel(job);
        return true;
    }
}
