using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs;

/// <summary>Where features ask for background work: a row in the caller's own transaction.</summary>
internal sealed class JobQueue(TimeProvider time, JobRegistry registry, JobAnnouncer announcer)
{
    // One that has not begun will see everything there is; one that has begun may have passed it already. Asked for
    // without an input, a job loses the one that limited it; one whose input prevails goes on with that.
    private const string Join = """
        UPDATE jobs
        SET again = CASE WHEN state = 'running' OR started_at IS NOT NULL THEN TRUE ELSE again END,
            input = CASE WHEN asked_input = 'null' OR asked_prevails = 1 THEN CAST(asked_input AS TEXT) ELSE input END, updated_at = @now
        FROM asked
        WHERE tenant_id = @tenant AND kind = @kind AND subject = asked_subject AND state IN ('open', 'running')
        RETURNING id, subject
        """;

    /// <summary>
    /// Asks for a job. When one of this kind is already under way for the subject, that one is told to go over its
    /// subject once more after it finishes (with the input it has; with none when it is now asked for without; with that
    /// of the request when it prevails), and its id is returned.
    /// </summary>
    public async Task<JobId> EnqueueAsync(Work work, JobRequest request, CancellationToken cancellation) =>
        (await EnqueueAllAsync(work, [request], cancellation))[0];

    /// <summary>The same for many jobs of one tenant and kind, each of another subject; the ids in the order of the requests.</summary>
    public async Task<IReadOnlyList<JobId>> EnqueueAllAsync(
        Work work, IReadOnlyList<JobRequest> requests, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var ids = new Dictionary<string, JobId>(StringComparer.Ordinal);

        // Always in the same order: two transactions that ask for the same subjects must not wait for each other.
        foreach (var some in requests.OrderBy(request => request.Subject, StringComparer.Ordinal).Chunk(Rows.MostPerStatement))
        {
            // One that is under way may finish between the two statements; then there is room for ours.
            var left = some;
            while (left.Length > 0)
            {
                Add(await InsertAsync(work, left, cancellation));
                left = Without(left);
                if (left.Length > 0)
                {
                    Add(await JoinAsync(work, left, cancellation));
                    left = Without(left);
                }
            }
        }

        await announcer.AnnounceAsync(work, ids.Values, cancellation);
        return [.. requests.Select(request => ids[request.Subject])];

        void Add(IEnumerable<Row> rows)
        {
            foreach (var row in rows)
            {
                ids[row.Subject] = JobId.Parse(row.Id);
            }
        }

        JobRequest[] Without(JobRequest[] asked) => [.. asked.Where(request => !ids.ContainsKey(request.Subject))];
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

    private Task<IReadOnlyList<Row>> InsertAsync(
        Work work, JobRequest[] requests, CancellationToken cancellation)
    {
        var first = registry.Get(requests[0].Kind).First;
        var now = time.GetUtcNow();
        var rows = Rows.Of(
            requests,
            ("id", _ => new JobId(Guid.CreateVersion7(now)).ToString()),
            ("subject", request => request.Subject),
            ("account", request => request.Account),
            ("group", request => first.GroupFor(request.Account)),
            ("input", request => Input(request)));
        rows.Arguments.AddDynamicParams(new { tenant = requests[0].Tenant, kind = requests[0].Kind, step = first.Name, now });
        return work.QueryAsync<Row>(
            $"""
            WITH asked (asked_id, asked_subject, asked_account, asked_group, asked_input) AS (VALUES {rows.Values})
            INSERT INTO jobs (id, tenant_id, kind, subject, account, execution_group, step, state, progress, status, input,
                              attempts, starts, not_before, cancel_asked, again, created_at, updated_at, version)
            SELECT CAST(asked_id AS TEXT), @tenant, @kind, CAST(asked_subject AS TEXT), CAST(asked_account AS TEXT),
                CAST(asked_group AS TEXT), @step, 'open', 0, 'Waits for its turn.', CAST(asked_input AS TEXT),
                0, 0, @now, FALSE, FALSE, @now, @now, 1
            FROM asked
            WHERE TRUE
            ON CONFLICT (tenant_id, kind, subject) WHERE state IN ('open', 'running') DO NOTHING
            RETURNING id, subject
            """,
            rows.Arguments,
            cancellation);
    }

    private Task<IReadOnlyList<Row>> JoinAsync(
        Work work, JobRequest[] requests, CancellationToken cancellation)
    {
        var rows = Rows.Of(
            requests,
            ("subject", request => request.Subject),
            ("input", request => Input(request)),
            ("prevails", request => request.Prevails ? 1L : 0L));
        rows.Arguments.AddDynamicParams(new { tenant = requests[0].Tenant, kind = requests[0].Kind, now = time.GetUtcNow() });
        return work.QueryAsync<Row>(
            $"""
            WITH asked (asked_subject, asked_input, asked_prevails) AS (VALUES {rows.Values})
            {Join}
            """,
            rows.Arguments,
            cancellation);
    }

    private static string Input(JobRequest request) => JobJson.Write(request.Input) ?? "null";

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Subject { get; init; } = "";
    }
}
