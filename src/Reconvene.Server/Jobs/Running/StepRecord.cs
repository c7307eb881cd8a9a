using System.Data.Common;
using Reconvene.Server.Jobs.Scheduling;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs.Running;

/// <summary>
/// Writes what became of a step. Every statement compares the version of the run that holds the row: a run that was
/// taken over changes nothing, and its transaction is rolled back.
/// </summary>
internal sealed class StepRecord(Database database, JobAnnouncer announcer, ThisNode node, TimeProvider time)
{
    private const string Claim = $"""
        UPDATE jobs
        SET state = 'running', starts = starts + 1, status = @status, node = @node,
            started_at = COALESCE(started_at, @now), updated_at = @now, version = version + 1
        WHERE id = @job AND tenant_id = @tenant AND step = @step
          AND ((state = 'open' AND not_before <= @now) OR (state = 'running' AND node = @dead))
          AND {Suspects.MayRun}
        RETURNING id, tenant_id, kind, subject, account, step, input, bookmark, attempts, starts, cancel_asked, version
        """;

    private const string Holder = "SELECT node FROM jobs WHERE id = @job AND tenant_id = @tenant AND state = 'running'";

    private const string Mark = """
        UPDATE jobs
        SET progress = @progress, status = @status, bookmark = COALESCE(@bookmark, bookmark),
            attempts = CASE WHEN @bookmark IS NOT NULL AND (bookmark IS NULL OR bookmark <> @bookmark) THEN 0 ELSE attempts END,
            starts = CASE WHEN @bookmark IS NOT NULL AND (bookmark IS NULL OR bookmark <> @bookmark) THEN 1 ELSE starts END,
            updated_at = @now, version = version + 1
        WHERE id = @job AND tenant_id = @tenant AND state = 'running' AND version = @version
        RETURNING attempts
        """;

    private const string Next = """
        UPDATE jobs
        SET state = CASE WHEN cancel_asked = TRUE THEN 'cancelled' ELSE 'open' END,
            finished_at = CASE WHEN cancel_asked = TRUE THEN @now ELSE finished_at END,
            step = @next, execution_group = @group,
            progress = CASE WHEN progress > @progress THEN progress ELSE @progress END, status = @status, bookmark = NULL,
            attempts = 0, starts = 0, failure_kind = NULL, failure_reason = NULL,
            not_before = @now, updated_at = @now, version = version + 1
        WHERE id = @job AND tenant_id = @tenant AND state = 'running' AND version = @version
        """;

    private const string Done = """
        UPDATE jobs
        SET state = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN 'open' ELSE 'done' END,
            finished_at = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN NULL ELSE @now END,
            started_at = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN NULL ELSE started_at END,
            progress = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN 0 ELSE 100 END,
            status = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN 'Was asked for again: waits for its turn.' ELSE 'Done.' END,
            step = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN @first ELSE step END,
            execution_group = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN @group ELSE execution_group END,
            again = FALSE, bookmark = NULL, result = @result,
            attempts = 0, starts = 0, failure_kind = NULL, failure_reason = NULL,
            not_before = @now, updated_at = @now, version = version + 1
        WHERE id = @job AND tenant_id = @tenant AND state = 'running' AND version = @version
        """;

    private const string Retry = """
        UPDATE jobs
        SET state = CASE WHEN cancel_asked = TRUE THEN 'cancelled' ELSE 'open' END,
            finished_at = CASE WHEN cancel_asked = TRUE THEN @now ELSE finished_at END,
            status = @status, attempts = @attempts, starts = 0,
            failure_kind = @kind, failure_reason = @reason,
            not_before = @notBefore, updated_at = @now, version = version + 1
        WHERE id = @job AND tenant_id = @tenant AND state = 'running' AND version = @version
        """;

    // What was asked for while it ran is not lost with this failure: it starts over, once.
    private const string GiveUp = """
        UPDATE jobs
        SET state = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN 'open' ELSE 'given_up' END,
            finished_at = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN NULL ELSE @now END,
            started_at = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN NULL ELSE started_at END,
            step = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN @first ELSE step END,
            execution_group = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN @group ELSE execution_group END,
            bookmark = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN NULL ELSE bookmark END,
            attempts = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN 0 ELSE attempts + 1 END,
            starts = CASE WHEN again = TRUE AND cancel_asked = FALSE THEN 0 ELSE starts END,
            again = FALSE, status = @status, failure_kind = @kind, failure_reason = @reason,
            not_before = @now, updated_at = @now, version = version + 1
        WHERE id = @job AND tenant_id = @tenant AND state = 'running' AND version = @version
        RETURNING state
        """;

    private const string Cancel = """
        UPDATE jobs
        SET state = 'cancelled', status = 'Cancelled.', finished_at = @now, updated_at = @now, version = version + 1
        WHERE id = @job AND tenant_id = @tenant AND state = 'running' AND version = @version AND cancel_asked = TRUE
        """;

    private const string PutBack = """
        UPDATE jobs
        SET state = 'open', status = 'Was interrupted: waits for its turn.', starts = 0, not_before = @now,
            updated_at = @now, version = version + 1
        WHERE id = @job AND tenant_id = @tenant AND state = 'running' AND version = @version
        """;

    /// <summary>Takes the row for this run; null when there is nothing (left) to do.</summary>
    /// <param name="firing">Which step of which job.</param>
    /// <param name="recovery">Set when a firing of this step died with its node, and the row may still be held by it.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<ClaimedStep?> ClaimAsync(StepFiring firing, Recovery? recovery, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var dead = recovery is null ? null : await DeadHolderAsync(work, firing, recovery, cancellation);
        if (await ClaimAsync(work, firing, dead, cancellation) is not { } claimed)
        {
            return null;
        }

        await announcer.AnnounceAsync(work, claimed.Job, cancellation);
        await work.CommitAsync(cancellation);
        return claimed;
    }

    private async Task<ClaimedStep?> ClaimAsync(
        Work work, StepFiring firing, string? dead, CancellationToken cancellation)
    {
        try
        {
            return await work.FindAsync<ClaimedStep>(
                Claim,
                new
                {
                    job = firing.Job,
                    tenant = firing.Tenant,
                    step = firing.Step,
                    dead,
                    status = $"Step {firing.Step} is under way.",
                    node = node.Id,
                    now = time.GetUtcNow(),
                },
                cancellation);
        }
        catch (DbException error) when (error.IsUniqueViolation())
        {
            // Two suspects were claimed in the same instant: neither saw the other, and the index lets one pass.
            return null;
        }
    }

    private static async Task<string?> DeadHolderAsync(
        Work work, StepFiring firing, Recovery recovery, CancellationToken cancellation)
    {
        var holder = await work.FindAsync<string>(Holder, new { job = firing.Job, tenant = firing.Tenant }, cancellation);
        return holder is null || recovery.Living.Contains(holder) ? null : holder;
    }

    /// <summary>Attempts that still count; null when another run has taken over.</summary>
    public async Task<int?> MarkAsync(
        Hold hold, int progress, string status, string? bookmark, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var attempts = await work.FindAsync<int?>(
            Mark,
            new
            {
                job = hold.Job,
                tenant = hold.Tenant,
                version = hold.Version,
                progress,
                status = Cut(status),
                bookmark,
                now = time.GetUtcNow(),
            },
            cancellation);
        if (attempts is null)
        {
            return null;
        }

        await announcer.AnnounceAsync(work, hold.JobId, cancellation);
        await work.CommitAsync(cancellation);
        return attempts;
    }

    public Task NextAsync(Work work, Hold hold, JobStep next, string group, int progress, CancellationToken cancellation) =>
        ChangeAsync(
            work,
            hold,
            Next,
            new
            {
                job = hold.Job,
                tenant = hold.Tenant,
                version = hold.Version,
                next = next.Name,
                group,
                progress,
                status = $"Waits for step {next.Name}.",
                now = time.GetUtcNow(),
            },
            cancellation);

    public Task DoneAsync(
        Work work, Hold hold, JobStep first, string group, object? result, CancellationToken cancellation) =>
        ChangeAsync(
            work,
            hold,
            Done,
            new
            {
                job = hold.Job,
                tenant = hold.Tenant,
                version = hold.Version,
                first = first.Name,
                group,
                result = JobJson.Write(result),
                now = time.GetUtcNow(),
            },
            cancellation);

    public Task RetryAsync(
        Work work, Hold hold, Failure failure, string kind, int attempts, DateTimeOffset notBefore, CancellationToken cancellation) =>
        ChangeAsync(
            work,
            hold,
            Retry,
            new
            {
                job = hold.Job,
                tenant = hold.Tenant,
                version = hold.Version,
                kind,
                reason = Cut(failure.Reason),
                status = Cut($"Will be tried again: {failure.Reason}"),
                attempts,
                notBefore,
                now = time.GetUtcNow(),
            },
            cancellation);

    /// <summary>False when it starts over instead, because it was asked for again meanwhile.</summary>
    public async Task<bool> GiveUpAsync(
        Work work, Hold hold, Failure failure, string kind, JobStep? first, CancellationToken cancellation)
    {
        var state = await work.FindAsync<string>(
            GiveUp,
            new
            {
                job = hold.Job,
                tenant = hold.Tenant,
                version = hold.Version,
                kind,
                reason = Cut(failure.Reason),
                status = Cut($"Given up: {failure.Reason}"),
                first = first?.Name ?? hold.Step,
                group = first?.GroupFor(hold.Account) ?? JobStep.WorkGroup,
                now = time.GetUtcNow(),
            },
            cancellation) ?? throw new StepTakenOverException(hold.JobId, hold.Step);
        await announcer.AnnounceAsync(work, hold.JobId, cancellation);
        return state is "given_up";
    }

    /// <summary>False when nobody asked for it, or when the row is held by another run.</summary>
    public Task<bool> CancelAsync(Hold hold, CancellationToken cancellation) => EndAsync(Cancel, hold, cancellation);

    /// <summary>Gives the row back unharmed: the server stops, and the step goes on elsewhere or after the start.</summary>
    public Task<bool> PutBackAsync(Hold hold, CancellationToken cancellation) => EndAsync(PutBack, hold, cancellation);

    private static string Cut(string text) => text.Length <= 1000 ? text : string.Concat(text.AsSpan(0, 999), "…");

    private async Task<bool> EndAsync(string sql, Hold hold, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var changed = await work.ExecuteAsync(
            sql,
            new { job = hold.Job, tenant = hold.Tenant, version = hold.Version, now = time.GetUtcNow() },
            cancellation);
        if (changed is 0)
        {
            return false;
        }

        await announcer.AnnounceAsync(work, hold.JobId, cancellation);
        await work.CommitAsync(cancellation);
        return true;
    }

    private async Task ChangeAsync(Work work, Hold hold, string sql, object arguments, CancellationToken cancellation)
    {
        if (await work.ExecuteAsync(sql, arguments, cancellation) is not 1)
        {
            throw new StepTakenOverException(hold.JobId, hold.Step);
        }

        await announcer.AnnounceAsync(work, hold.JobId, cancellation);
    }
}
