using System.Data.Common;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs;

/// <summary>Opens a job that was given up again, at the step it failed in, with nothing counted against it.</summary>
internal sealed class RetryJob(Database database, JobAnnouncer announcer, TimeProvider time)
{
    private const string Open = """
        UPDATE jobs
        SET state = 'open', status = 'Is tried again: waits for its turn.', attempts = 0, starts = 0, again = FALSE,
            cancel_asked = FALSE, failure_kind = NULL, failure_reason = NULL, not_before = @now, finished_at = NULL,
            updated_at = @now, version = version + 1
        WHERE tenant_id = @tenant AND id = @id AND state = 'given_up'
        RETURNING id
        """;

    public async Task<RetryOutcome> RunAsync(TenantId tenant, JobId job, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        try
        {
            var found = await work.FindAsync<string>(
                Open, new { tenant, id = job.ToString(), now = time.GetUtcNow() }, cancellation);
            if (found is null)
            {
                return RetryOutcome.NotGivenUp;
            }
        }
        catch (DbException error) when (error.IsUniqueViolation())
        {
            return RetryOutcome.AnotherUnderWay;
        }

        await announcer.AnnounceAsync(work, job, cancellation);
        await work.CommitAsync(cancellation);
        return RetryOutcome.Opened;
    }
}

internal enum RetryOutcome
{
    Opened,

    /// <summary>It is under way, done or cancelled.</summary>
    NotGivenUp,

    /// <summary>A newer job of this kind is under way for the subject.</summary>
    AnotherUnderWay,
}
