using Reconvene.Simulator.Control;

namespace Reconvene.Simulator.Zoom;

/// <summary>Every request seen, from its first moment; renewed when it has been answered.</summary>
internal sealed class RequestJournal
{
    private readonly List<LoggedRequest> _requests = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal();
    private int _first;
    private long _events;

    public IReadOnlyList<LoggedRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public LoggedRequest Begin(LoggedRequest request)
    {
        lock (_gate)
        {
            var numbered = request with { Number = _first + _requests.Count + 1, BeganAsEvent = NextEvent() };
            _requests.Add(numbered);
            Signal();
            return numbered;
        }
    }

    public long NextEvent() => Interlocked.Increment(ref _events);

    public void Renew(LoggedRequest request)
    {
        lock (_gate)
        {
            var place = request.Number - _first - 1;
            if (place >= 0)
            {
                _requests[place] = request;
            }

            Signal();
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _first += _requests.Count;
            _requests.Clear();
        }
    }

    public async Task<LoggedRequest> WaitForAsync(Func<LoggedRequest, bool> wanted, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_requests.Find(request => wanted(request)) is { } found)
                {
                    return found;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellation);
        }
    }

    private void Signal()
    {
        var before = _changed;
        _changed = NewSignal();
        before.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
