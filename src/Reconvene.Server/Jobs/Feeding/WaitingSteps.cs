using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs.Running;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs.Feeding;

/// <summary>What waits in the rows, and what already runs. Reads over all tenants: the feeder serves them all.</summary>
internal sealed class WaitingSteps(Database database, JobAnnouncer announcer, TimeProvider time)
{
    private const string Queues = """
        SELECT execution_group, tenant_id
        FROM jobs
        WHERE state = 'open' AND not_before <= @now
        GROUP BY execution_group, tenant_id
        ORDER BY execution_group, tenant_id
        """;

    private const string Head = $"""
        SELECT id, tenant_id, step, execution_group
        FROM jobs
        WHERE state = 'open' AND execution_group = @group AND tenant_id = @tenant AND not_before <= @now
          AND {Suspects.MayRun}
        ORDER BY not_before, id
        LIMIT @limit
        """;

    private const string Running = """
        SELECT execution_group, tenant_id, COUNT(*) AS steps
        FROM jobs
        WHERE state = 'running'
        GROUP BY execution_group, tenant_id
        """;

    private const string RunningRows = """
        SELECT id, tenant_id, step, COALESCE(node, '') AS node, version FROM jobs WHERE state = 'running' ORDER BY id
        """;

    private const string NextDue = """
        SELECT not_before FROM jobs WHERE state = 'open' AND not_before > @now ORDER BY not_before LIMIT 1
        """;

    private const string Return = """
        UPDATE jobs
        SET state = 'open', status = 'Its server ended: waits for its turn.', not_before = @now, updated_at = @now,
            version = version + 1
        WHERE id = @id AND tenant_id = @tenant AND state = 'running' AND version = @version
        """;

    private const string AskedToEnd = """
        SELECT id FROM jobs WHERE state = 'running' AND cancel_asked = TRUE ORDER BY id
        """;

    /// <summary>Groups and tenants that have something due.</summary>
    public Task<IReadOnlyList<Queue>> QueuesAsync(CancellationToken cancellation) =>
        database.QueryAsync<Queue>(Queues, new { now = time.GetUtcNow() }, cancellation);

    /// <summary>The oldest due rows of one queue.</summary>
    public Task<IReadOnlyList<WaitingStep>> HeadAsync(Queue queue, int limit, CancellationToken cancellation) =>
        database.QueryAsync<WaitingStep>(
            Head,
            new { group = queue.ExecutionGroup, tenant = queue.TenantId, now = time.GetUtcNow(), limit },
            cancellation);

    /// <summary>How many steps of each queue run now, on whichever node.</summary>
    public Task<IReadOnlyList<Load>> RunningAsync(CancellationToken cancellation) =>
        database.QueryAsync<Load>(Running, null, cancellation);

    public Task<IReadOnlyList<RunningStep>> RunningRowsAsync(CancellationToken cancellation) =>
        database.QueryAsync<RunningStep>(RunningRows, null, cancellation);

    public Task<IReadOnlyList<string>> AskedToEndAsync(CancellationToken cancellation) =>
        database.QueryAsync<string>(AskedToEnd, null, cancellation);

    /// <summary>When the next row comes due that is not yet; null when there is none.</summary>
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation) =>
        database.FindAsync<DateTimeOffset?>(NextDue, new { now = time.GetUtcNow() }, cancellation);

    /// <summary>Gives back a row whose run is known to be gone; its start stays counted. False when it moved meanwhile.</summary>
    public async Task<bool> ReturnAsync(RunningStep row, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var changed = await work.ExecuteAsync(
            Return,
            new { id = row.Id, tenant = row.TenantId, version = row.Version, now = time.GetUtcNow() },
            cancellation);
        if (changed is 1)
        {
            await announcer.AnnounceAsync(work, JobId.Parse(row.Id), cancellation);
            await work.CommitAsync(cancellation);
        }

        return changed is 1;
    }

    /// <summary>Rows of one tenant that count against one limit.</summary>
    internal sealed record Queue
    {
        public string ExecutionGroup { get; init; } = "";

        public TenantId TenantId { get; init; }
    }

    internal sealed class Load
    {
        public string ExecutionGroup { get; init; } = "";

        public TenantId TenantId { get; init; }

        public int Steps { get; init; }
    }

    internal sealed class WaitingStep
    {
        public string Id { get; init; } = "";

        public TenantId TenantId { get; init; }

        public string Step { get; init; } = "";

        public string ExecutionGroup { get; init; } = "";

        public StepFiring Firing => new(Id, TenantId.Value, Step);
    }

    internal sealed class RunningStep
    {
        public string Id { get; init; } = "";

        public TenantId TenantId { get; init; }

        public string Step { get; init; } = "";

        public string Node { get; init; } = "";

        public long Version { get; init; }

        public string FiringName => new StepFiring(Id, TenantId.Value, Step).Name;
    }
}
