using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs;

/// <summary>Waits until nothing is left to do now: how "it did not happen" is proved.</summary>
internal sealed class JobDrain(Database database, JobChanges changes, TimeProvider time)
{
    // What runs is due since ever.
    private const string NextDue = """
        SELECT MIN(CASE WHEN state = 'running' THEN 0 ELSE not_before END) FROM jobs WHERE state IN ('open', 'running')
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
            throw new TimeoutException($"Jobs were still due or running after {limit:g}: look at their rows and the log.", late);
        }
    }

    /// <summary>
    /// The clock is read after the rows: by a moment from before them, a step that ended meanwhile would seem to leave the
    /// next one for later, and nothing to be left.
    /// </summary>
    private async Task<bool> IsLeftAsync(CancellationToken cancellation) =>
        await database.FindAsync<DateTimeOffset?>(NextDue, null, cancellation) is { } due && due <= time.GetUtcNow();
}
