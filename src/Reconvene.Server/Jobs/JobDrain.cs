using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs;

/// <summary>Waits until nothing is left to do now: how "it did not happen" is proved.</summary>
internal sealed class JobDrain(Database database, JobChanges changes, TimeProvider time)
{
    private const string Left = """
        SELECT COUNT(*) FROM jobs WHERE state = 'running' OR (state = 'open' AND not_before <= @now)
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
            while (await database.FindAsync<long>(Left, new { now = time.GetUtcNow() }, either.Token) > 0)
            {
                await told.WaitAsync(LookAgain, TimeProvider.System, either.Token);
            }
        }
        catch (OperationCanceledException late) when (timeout.IsCancellationRequested)
        {
            throw new TimeoutException($"Jobs were still due or running after {limit:g}: look at their rows and the log.", late);
        }
    }
}
