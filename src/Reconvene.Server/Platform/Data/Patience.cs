namespace Reconvene.Server.Platform.Data;

/// <summary>
/// How long each single thing asked of the database may take, for a caller who must be answered soon. Background work has
/// none: it may wait as long as the driver does.
/// </summary>
internal static class Patience
{
    /// <summary>
    /// So that a caller is told within five seconds that the database is away: this, its grace, and a look for what became of
    /// a commit with a grace of its own. A third of the five seconds is left for all that is not the database.
    /// </summary>
    public static readonly TimeSpan OfCallers = TimeSpan.FromSeconds(2.5);

    // What was cancelled ends in good order when the database lives; the driver asks one that is silent for a quarter of a minute.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private static readonly AsyncLocal<TimeSpan?> Current = new();

    public static bool IsShort => Current.Value is not null;

    /// <summary>From here on, in this flow of calls. Must be called from a method that is not async.</summary>
    public static void Limit(TimeSpan patience) => Current.Value = patience;

    /// <summary>As patient as the flow of calls is.</summary>
    public static Task<T> KeepAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellation) =>
        Current.Value is { } patience ? WithinAsync(patience, ask, cancellation) : ask(cancellation);

    /// <summary>
    /// Throws <see cref="DatabaseTooSlowException"/> when there is no answer in time. Real time: a database that does not
    /// answer is no matter of our clock.
    /// </summary>
    public static async Task<T> WithinAsync<T>(
        TimeSpan patience, Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        var within = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        within.CancelAfter(patience);
        var asked = ask(within.Token);
        try
        {
            return await asked.WaitAsync(patience + Grace, TimeProvider.System, CancellationToken.None);
        }
        catch (OperationCanceledException late) when (asked.IsCanceled && !cancellation.IsCancellationRequested)
        {
            throw new DatabaseTooSlowException(patience, asked, late);
        }
        catch (TimeoutException late) when (!asked.IsCompleted)
        {
            throw new DatabaseTooSlowException(patience, asked, late);
        }
        finally
        {
            _ = LeaveAsync(asked, within);
        }
    }

    /// <summary>What comes too late is taken care of, and told to nobody.</summary>
    private static async Task LeaveAsync<T>(Task<T> asked, CancellationTokenSource within)
    {
        var isLate = !asked.IsCompleted;
        await ((Task)asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        within.Dispose();
        if (isLate && asked.IsCompletedSuccessfully && await asked is IAsyncDisposable late)
        {
            await late.DisposeAsync();
        }
    }
}
