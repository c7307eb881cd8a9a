using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Zoom;

namespace Reconvene.Server.Connections.Rates.Lanes;

/// <summary>
/// The callers of one account and label on this node. They leave in the order in which they came, each in a turn of its
/// own; turns are leased from what all nodes share, as many as the last second needed.
/// </summary>
/// <remarks>What lasts is measured by the clock that never jumps; only what the database says is of the wall's.</remarks>
internal sealed class RateLane(RateKey key, LeaseCalls lease, RateGate gate, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<RateCaller> _waiting = new();
    private readonly RecentCalls _recent = new();
    private readonly LeaseTime _leaseTime = new();
    private readonly RateAlarm _alarm = new(time);
    private RateTerms _terms = null!;
    private ConnectionId _connection;
    private bool _isPumping;
    private RateSlice? _slice;
    private RateSlice? _ahead;
    private int _unused;
    private double _perSecond;
    private RateRest _rest = new(TimeSpan.MinValue);

    /// <summary>Since the same beginning for all lanes of the process: they share the account's gate.</summary>
    private TimeSpan Now => time.GetElapsedTime(startingTimestamp: 0);

    /// <summary>Waits for a turn. Null when it came; else why it is too far away.</summary>
    public async ValueTask<ZoomFailure?> TakeAsync(
        RateTerms terms, ConnectionId connection, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        RateCaller caller;
        lock (_lock)
        {
            (_terms, _connection) = (terms, connection);
            var now = Now;
            if (TooMany() is { } failure)
            {
                return failure;
            }

            _recent.Add(now);
            caller = new RateCaller(now + RateLease.LongestWait);
            _waiting.Enqueue(caller);
            StartPump();
        }

        // Its turn, if it came, lapses.
        await using var stop = cancellation.Register(() => caller.Turn.TrySetCanceled(cancellation));
        return await caller.Turn.Task;
    }

    /// <summary>Zoom refused a call: nothing leaves here before then, and what was leased is let go of.</summary>
    public void RestFor(TimeSpan wait)
    {
        lock (_lock)
        {
            Drop(ref _slice);
            Drop(ref _ahead);
            var until = Now + wait;
            _rest = new RateRest(until > _rest.Until ? until : _rest.Until);
            _alarm.Ring();
        }
    }

    private void Drop(ref RateSlice? slice)
    {
        _unused += slice?.Left ?? 0;
        slice = null;
    }

    /// <summary>Those who wait already fill the time that anyone may wait.</summary>
    private ZoomFailure? TooMany()
    {
        var wait = _perSecond > 0 ? TimeSpan.FromSeconds(_waiting.Count / _perSecond) : TimeSpan.Zero;
        return wait > RateLease.LongestWait ? RateFailures.Full(key, time.GetUtcNow() + wait) : null;
    }

    private void StartPump()
    {
        if (_isPumping)
        {
            return;
        }

        _isPumping = true;

        // Of no caller: neither its trace nor its transaction may go on in here. On the caller's task scheduler, by which one
        // who drives the clock knows whether anything is still under way.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Factory.StartNew(
                PumpAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current);
        }
    }

    private async Task PumpAsync()
    {
        while (First() is { } caller)
        {
            try
            {
                await ServeAsync(caller);
            }
#pragma warning disable CA1031 // The boundary: a fault of ours is the caller's to report, and the next one's turn comes.
            catch (Exception error)
#pragma warning restore CA1031
            {
                caller.Turn.TrySetException(error);
            }
        }
    }

    private RateCaller? First()
    {
        lock (_lock)
        {
            while (_waiting.TryPeek(out var caller))
            {
                if (!caller.Turn.Task.IsCompleted)
                {
                    return caller;
                }

                _waiting.Dequeue();
            }

            _isPumping = false;
            return null;
        }
    }

    /// <summary>One step towards the caller's turn, or the turn itself.</summary>
    private async Task ServeAsync(RateCaller caller)
    {
        RateRest rest;
        RateSlice? slice;
        bool isLast;
        lock (_lock)
        {
            rest = _rest;
            slice = Current();
            isLast = slice is { Left: 1 } && _ahead is null && _waiting.Count > 1;
        }

        if (rest.Until > Now)
        {
            await PauseAsync(caller, rest);
        }
        else if (slice is null && Now > caller.GoesAt)
        {
            // What was leased for it came too late.
            caller.Turn.TrySetResult(RateFailures.Full(key, time.GetUtcNow() + RateLease.Slice));
        }
        else if (slice is null)
        {
            await LeaseAsync(isAhead: false);
        }
        else
        {
            if (isLast)
            {
                // The next lease is there before it is needed.
                await LeaseAsync(isAhead: true);
            }

            await LeaveAsync(caller, slice, rest);
        }
    }

    private RateSlice? Current()
    {
        _unused += _slice?.Lapse(Now) ?? 0;
        if (_slice is null or { Left: 0 })
        {
            (_slice, _ahead) = (_ahead, null);
            _unused += _slice?.Lapse(Now) ?? 0;
        }

        return _slice is { Left: > 0 } ? _slice : _slice = null;
    }

    private async Task PauseAsync(RateCaller caller, RateRest rest)
    {
        if (rest.Until > caller.GoesAt)
        {
            caller.Turn.TrySetResult(RateFailures.Full(key, time.GetUtcNow() + (rest.Until - Now)));
            return;
        }

        await UntilAsync(rest.Until, rest);
    }

    private async Task LeaveAsync(RateCaller caller, RateSlice slice, RateRest rest)
    {
        if (slice.NextAt > caller.GoesAt)
        {
            caller.Turn.TrySetResult(RateFailures.Full(key, time.GetUtcNow() + (slice.NextAt - Now)));
            return;
        }

        await UntilAsync(slice.NextAt, rest);
        if (gate.TryPass(Now, slice.LatestAt) is not { } at)
        {
            Skip(slice);
            return;
        }

        await UntilAsync(at, rest);
        lock (_lock)
        {
            if (_slice != slice || _rest != rest || slice.LatestAt < Now)
            {
                return;
            }

            slice.Take();
            while (_waiting.TryDequeue(out var first) && !first.Turn.TrySetResult(null))
            {
            }
        }
    }

    // Others of the account were in the way, or the timer woke late: this turn is lost.
    private void Skip(RateSlice slice)
    {
        lock (_lock)
        {
            if (_slice == slice && slice.Left > 0)
            {
                slice.Take();
                _unused++;
            }
        }
    }

    private async Task LeaseAsync(bool isAhead)
    {
        RateAsk ask;
        RateTerms terms;
        RateRest rest;
        lock (_lock)
        {
            rest = _rest;
            terms = _terms;
            ask = new RateAsk(Math.Max(_waiting.Count, _recent.Count(Now)), _unused, 0, _connection, time.GetUtcNow())
            {
                Lead = _leaseTime.Lead,
            };
        }

        var now = Now;
        var got = await lease(key, terms, ask);
        lock (_lock)
        {
            _unused -= ask.Unused;
            _perSecond = terms.PerSecond(got.Row) * got.Row.ShareAt(ask.Now);
            switch (got)
            {
                case RateLease.Granted granted when _rest != rest:
                    // Leased before a refusal became known.
                    _unused += granted.Count;
                    break;
                case RateLease.Granted granted:
                    var slice = new RateSlice(now + (granted.StartAt - ask.Now), now + (granted.EndAt - ask.Now), granted.Count);
                    _leaseTime.Came(Now - now, slice.LatestAt < Now);
                    _ = isAhead ? _ahead = slice : _slice = slice;
                    break;
                case RateLease.Refused refused when !isAhead:
                    Refuse(refused, terms);
                    break;
            }
        }
    }

    private void Refuse(RateLease.Refused refused, RateTerms terms)
    {
        var i = 0;
        while (_waiting.TryDequeue(out var caller))
        {
            // Those who come back do not come all at once.
            var spread = refused.Kind is ZoomFailureKind.RateLimited ? TimeSpan.FromSeconds(i++ / terms.PerSecond(refused.Row)) : TimeSpan.Zero;
            caller.Turn.TrySetResult(refused.Kind is ZoomFailureKind.DailyLimit
                ? RateFailures.Asleep(key, refused)
                : RateFailures.Full(key, refused.NotBefore + spread));
        }
    }

    private Task UntilAsync(TimeSpan moment, RateRest rest) => _alarm.UntilAsync(moment, () => _rest != rest);
}
