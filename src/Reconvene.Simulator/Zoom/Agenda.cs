namespace Reconvene.Simulator.Zoom;

/// <summary>
/// What is to happen later: retries, late transcripts. Runs in order of time when the clock gets there, by itself or because
/// somebody moved it.
/// </summary>
internal sealed class Agenda : IAsyncDisposable
{
    private readonly SimulatorClock _clock;
    private readonly PriorityQueue<Func<CancellationToken, Task>, (DateTimeOffset, int)> _entries = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private Task _running = Task.CompletedTask;
    private int _added;

    public Agenda(SimulatorClock clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(_ => Start(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(DateTimeOffset due, Func<CancellationToken, Task> work)
    {
        lock (_gate)
        {
            _entries.Enqueue(work, (due, _added++));
        }

        Arm();
    }

    public async Task RunDueAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            while (TakeDue() is { } work)
            {
                await work(cancellation);
            }
        }
        finally
        {
            _turn.Release();
        }

        Arm();
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _turn.Dispose();
        _stopping.Dispose();
    }

    private void Start() => _running = RunDueAsync(_stopping.Token);

    private Func<CancellationToken, Task>? TakeDue()
    {
        lock (_gate)
        {
            return _entries.TryPeek(out var work, out var key) && key.Item1 <= _clock.GetUtcNow() ? Remove(work) : null;
        }
    }

    private Func<CancellationToken, Task> Remove(Func<CancellationToken, Task> work)
    {
        _entries.Dequeue();
        return work;
    }

    private void Arm()
    {
        lock (_gate)
        {
            if (!_entries.TryPeek(out _, out var key) || _stopping.IsCancellationRequested)
            {
                return;
            }

            var wait = key.Item1 - _clock.GetUtcNow();
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
