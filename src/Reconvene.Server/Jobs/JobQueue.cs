using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs;

/// <summary>Where features ask for background work: a row in the caller's own transaction.</summary>
internal sealed class JobQueue(TimeProvider time, JobRegistry registry, JobAnnouncer announcer)
{
    private const string Insert = """
        INSERT INTO jobs (id, tenant_id, kind, subject, account, execution_group, step, state, progress, status, input,
                          attempts, starts, not_before, cancel_asked, again, created_at, updated_at, version)
        VALUES (@id, @tenant, @kind, @subject, @account, @group, @step, 'open', 0, 'Waits for its turn.', @input,
                0, 0, @now, FALSE, FALSE, @now, @now, 1)
        ON CONFLICT (tenant_id, kind, subject) WHERE state IN ('open', 'running') DO NOTHING
        """;

    // One that has not begun will see everything there is; one that has begun may have passed it already. Asked for
    // without an input, a job loses the one that limited it.
    private const string Join = """
        UPDATE jobs
        SET again = CASE WHEN state = 'running' OR started_at IS NOT NULL THEN TRUE ELSE again END,
            input = CASE WHEN @input = 'null' THEN @input ELSE input END, updated_at = @now
        WHERE tenant_id = @tenant AND kind = @kind AND subject = @subject AND state IN ('open', 'running')
        RETURNING id
        """;

    /// <summary>
    /// Asks for a job. When one of this kind is already under way for the subject, that one is told to go over its
    /// subject once more after it finishes (with the input it has, or with none when it is now asked for without), and
    /// its id is returned.
    /// </summary>
    public async Task<JobId> EnqueueAsync(Work work, JobRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var first = registry.Get(request.Kind).First;
        var now = time.GetUtcNow();
        var row = new
        {
            id = new JobId(Guid.CreateVersion7(now)).ToString(),
            tenant = request.Tenant,
            kind = request.Kind,
            subject = request.Subject,
            account = request.Account,
            group = first.GroupFor(request.Account),
            step = first.Name,
            input = JobJson.Write(request.Input) ?? "null",
            now,
        };

        // The one under way may finish between the two statements; then there is room for ours.
        while (true)
        {
            if (await work.ExecuteAsync(Insert, row, cancellation) is 1)
            {
                return await AnnounceAsync(work, row.id, cancellation);
            }

            if (await work.FindAsync<string>(Join, row, cancellation) is { } underWay)
            {
                return await AnnounceAsync(work, underWay, cancellation);
            }
        }
    }

    /// <summary>The job of this kind that is under way for the subject; null when none is.</summary>
    public static async Task<JobId?> FindUnderWayAsync(
        Work work, TenantId tenant, string kind, string subject, CancellationToken cancellation) =>
        await work.FindAsync<string>(
            """
            SELECT id
            FROM jobs
            WHERE tenant_id = @tenant AND kind = @kind AND subject = @subject AND state IN ('open', 'running')
            """,
            new { tenant, kind, subject },
            cancellation) is { } id
            ? JobId.Parse(id)
            : null;

    private async Task<JobId> AnnounceAsync(Work work, string id, CancellationToken cancellation)
    {
        var job = JobId.Parse(id);
        await announcer.AnnounceAsync(work, job, cancellation);
        return job;
    }
}
