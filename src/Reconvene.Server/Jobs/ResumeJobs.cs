using Reconvene.Server.Accounts;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs;

/// <summary>
/// Opens again what was given up for one reason that is now mended, such as all jobs of an account whose credentials
/// were renewed. Of several jobs of a kind for one subject the newest goes on; one that is under way already is enough.
/// </summary>
internal sealed class ResumeJobs(JobAnnouncer announcer, TimeProvider time)
{
    private const string Open = """
        UPDATE jobs
        SET state = 'open', status = 'Goes on: waits for its turn.', attempts = 0, starts = 0, again = FALSE,
            cancel_asked = FALSE, failure_kind = NULL, failure_reason = NULL, not_before = @now, finished_at = NULL,
            updated_at = @now, version = version + 1
        WHERE tenant_id = @tenant AND account = @account AND state = 'given_up' AND failure_kind = @kind
            AND NOT EXISTS (
                SELECT 1 FROM jobs other
                WHERE other.tenant_id = jobs.tenant_id AND other.kind = jobs.kind AND other.subject = jobs.subject
                    AND (other.state IN ('open', 'running') OR (other.state <> 'cancelled' AND other.id > jobs.id)))
        RETURNING id
        """;

    /// <summary>In the caller's transaction, with what mended it.</summary>
    public async Task<int> RunAsync(
        Work work, TenantId tenant, string account, FailureKind kind, CancellationToken cancellation)
    {
        // A job that is enqueued in the same instant is seen the next time, and left alone.
        var arguments = new { tenant, account, kind = kind.ToString(), now = time.GetUtcNow() };
        IReadOnlyList<string>? opened = null;
        while (opened is null)
        {
            opened = await work.TryQueryAsync<string>(Open, arguments, cancellation);
        }

        foreach (var job in opened)
        {
            await announcer.AnnounceAsync(work, JobId.Parse(job), cancellation);
        }

        return opened.Count;
    }
}
