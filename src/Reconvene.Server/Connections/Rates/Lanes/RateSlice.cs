namespace Reconvene.Server.Connections.Rates.Lanes;

/// <summary>
/// Calls that this node has leased, by the clock that never jumps. One that nobody took in its time lapses: what was late
/// is not made up for.
/// </summary>
internal sealed class RateSlice(TimeSpan start, TimeSpan end, int count)
{
    private static readonly TimeSpan MostLate = TimeSpan.FromMilliseconds(50);

    private readonly TimeSpan _step = (end - start) / count;
    private int _next;

    /// <summary>How many are left, in their time or not.</summary>
    public int Left => count - _next;

    /// <summary>When the next call may leave.</summary>
    public TimeSpan NextAt => start + (_step * _next);

    /// <summary>So late it may still leave: two calls that come together stay within Zoom's limit, by the tenth that we leave free.</summary>
    public TimeSpan LatestAt => NextAt + (_step < MostLate ? _step : MostLate);

    public void Take() => _next++;

    /// <summary>Lets go of those whose time is over, and says how many.</summary>
    public int Lapse(TimeSpan now)
    {
        var before = _next;
        while (_next < count && LatestAt < now)
        {
            _next++;
        }

        return _next - before;
    }
}
