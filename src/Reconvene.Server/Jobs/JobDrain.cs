using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs;

/// <summary>Waits until nothing is left to do now: how "it did not happen" is proved.</summary>
internal sealed class JobDrain(Database database, JobChanges changes, TimeProvider time)
{
    // What runs is due since ever.
    private const string NextDue = """
        SELECT MIN(CASE WHEN state = 'running' THEN 0 ELSE not_before END) FROM jobs WHERE state IN ('open', 'running')
        """;

    private const string Left = """
        SELECT id, kind, step, state, attempts, starts, not_before, updated_at, COALESCE(node, '') AS node, status
        FROM jobs
        WHERE state IN ('open', 'running')
        ORDER BY not_before, id
        LIMIT 10
        """;

    // Other nodes' changes are heard only by their notices, which may be late.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns when no row is running, or open and due. The limit is real time, whatever clock the server has.</summary>
    public async Task DrainAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using var told = changes.Listen(null);
        using var timeout = new CancellationTokenSource(limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            while (await IsLeftAsync(either.Token))
            {
                await told.WaitAsync(LookAgain, TimeProvider.System, either.Token);
            }
        }
        catch (OperationCanceledException late) when (timeout.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"Jobs were still due or running after {limit:g}: {string.Join("; ", await LeftAsync(cancellation))}.", late);
        }
    }

    /// <summary>
    /// The clock is read after the rows: by a moment from before them, a step that ended meanwhile would seem to leave the
    /// next one for later, and nothing to be left.
    /// </summary>
    private async Task<bool> IsLeftAsync(CancellationToken cancellation) =>
        await database.FindAsync<DateTimeOffset?>(NextDue, null, cancellation) is { } due && due <= time.GetUtcNow();

    private async Task<IEnumerable<string>> LeftAsync(CancellationToken cancellation) =>
        (await database.QueryAsync<Row>(Left, null, cancellation)).Select(row => row.ToString());

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Step { get; init; } = "";

        public string State { get; init; } = "";

        public long Attempts { get; init; }

        public long Starts { get; init; }

        public DateTimeOffset NotBefore { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public string Node { get; init; } = "";

        public string Status { get; init; } = "";
    }
}
