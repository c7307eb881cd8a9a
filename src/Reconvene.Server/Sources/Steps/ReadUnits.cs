using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Zoom;

namespace Reconvene.Server.Sources.Steps;

/// <summary>
/// Reads what is left of a sync, several pieces at once, and marks its place as they come: the first alone, so that what is
/// refused to all is refused once. A host that cannot be read is passed over; when Zoom itself cannot be read, what is
/// under way is still taken and the rest left.
/// </summary>
internal sealed class ReadUnits(
    ListWindow window, (Source Source, ZoomConnection Connection) whose, SyncProgress progress, StepContext context, TimeProvider time) : IDisposable
{
    /// <summary>A mark writes the job's row and tells whoever looks on.</summary>
    private static readonly TimeSpan BetweenMarks = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<Task<ZoomResult<ListedWindow>>, SyncUnit> _underWay = [];
    private long? _markedAt;
    private ZoomFailure? _failure;

    /// <summary>Null when all is read.</summary>
    public async Task<ZoomFailure?> RunAsync(int atOnce, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await ReadAsync(atOnce, stop.Token);
            return _failure;
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(_underWay.Keys)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task ReadAsync(int atOnce, CancellationToken cancellation)
    {
        using var left = progress.Left().GetEnumerator();
        var mayBegin = 1;
        while (true)
        {
            while (_failure is null && _underWay.Count < mayBegin && left.MoveNext())
            {
                _underWay.Add(window.RunAsync(whose.Source.Id, whose.Connection, left.Current, _turn, cancellation), left.Current);
            }

            if (_underWay.Count is 0)
            {
                break;
            }

            var ended = await Task.WhenAny(_underWay.Keys);
            _underWay.Remove(ended, out var unit);
            Take(unit!, await ended);
            mayBegin = atOnce;
            if (_markedAt is not { } at || time.GetElapsedTime(at) >= BetweenMarks)
            {
                await MarkAsync(cancellation);
            }
        }

        if (_failure is not null)
        {
            await MarkAsync(cancellation);
        }
    }

    private void Take(SyncUnit unit, ZoomResult<ListedWindow> result)
    {
        switch (result)
        {
            case ZoomResult<ListedWindow>.Ok(var listed):
                progress.After(unit, listed);
                break;
            case ZoomResult<ListedWindow>.Failed(var failure) when SourceHosts.IsOfOneAlone(failure, unit.Host):
                progress.Fail(unit, failure.ToFailure().Reason);
                break;
            case ZoomResult<ListedWindow>.Failed(var failure):
                progress.GiveBack(unit);
                _failure = Graver(_failure, failure);
                break;
        }
    }

    /// <summary>Of two failures the one that waiting does not help, else the one to wait longer for.</summary>
    private static ZoomFailure Graver(ZoomFailure? one, ZoomFailure other) => one switch
    {
        null => other,
        _ when one.ToFailure().IsRetryable != other.ToFailure().IsRetryable => one.ToFailure().IsRetryable ? other : one,
        _ => (other.NotBefore ?? DateTimeOffset.MinValue) > (one.NotBefore ?? DateTimeOffset.MinValue) ? other : one,
    };

    private async Task MarkAsync(CancellationToken cancellation)
    {
        await context.MarkAsync(
            (int)Math.Clamp(progress.Share * 100, 0, 99),
            $"{progress.HostsDone} of {progress.Hosts} hosts read, {progress.Found} recordings found, {progress.Saved} of them new.",
            progress.Bookmark(),
            cancellation);
        _markedAt = time.GetTimestamp();
    }
}
