namespace Reconvene.Simulator.Wire;

/// <summary>Every request seen, from its first moment; renewed when more of it is known.</summary>
internal class Journal<TRequest>
    where TRequest : class
{
    private readonly List<TRequest> _requests = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal();
    private int _first;

    public IReadOnlyList<TRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Numbers count from one.</summary>
    public TRequest Begin(Func<int, TRequest> make)
    {
        lock (_gate)
        {
            var numbered = make(_first + _requests.Count + 1);
            _requests.Add(numbered);
            Signal();
            return numbered;
        }
    }

    public void Renew(int number, TRequest request)
    {
        lock (_gate)
        {
            var place = number - _first - 1;
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

    public async Task<TRequest> WaitForAsync(Func<TRequest, bool> wanted, CancellationToken cancellation)
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
