namespace Reconvene.Server.Connections.Rates.Lanes;

/// <summary>Keeps the calls of all labels of one account apart on this node.</summary>
internal sealed class RateGate(int perSecond)
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _step = TimeSpan.FromSeconds(1) / perSecond;
    private TimeSpan _next;

    /// <summary>When a call that is due now may leave; null when that would be too late.</summary>
    public TimeSpan? TryPass(TimeSpan now, TimeSpan latest)
    {
        lock (_lock)
        {
            // Half a step of play: a call that a timer wakes late costs the one after it nothing.
            var at = _next - (_step / 2);
            at = at > now ? at : now;
            if (at > latest)
            {
                return null;
            }

            _next = (_next > at ? _next : at) + _step;
            return at;
        }
    }
}
