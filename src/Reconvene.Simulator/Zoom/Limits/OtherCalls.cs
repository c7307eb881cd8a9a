namespace Reconvene.Simulator.Zoom.Limits;

/// <summary>
/// When the other program was at work, and with which share. Its calls are spread evenly over the time, so that how many fall
/// into a stretch is computed and nothing has to happen. In a day it makes no more than its share of what a day allows.
/// </summary>
internal sealed class OtherCalls
{
    private readonly List<(DateTimeOffset Since, double Share)> _changes = [];

    public void Set(DateTimeOffset since, double share) => _changes.Add((since, share));

    /// <summary>How many calls it made from the one moment until before the other; without a limit it makes none.</summary>
    public long Between(DateTimeOffset from, DateTimeOffset to, Allowance? allowance, TimeSpan window)
    {
        if (allowance is null || _changes.Count == 0 || to <= from)
        {
            return 0;
        }

        if (allowance.PerDay is not { } perDay)
        {
            return Unbounded(from, to, allowance, window);
        }

        long sum = 0;
        for (var day = Midnight(from); day < to; day = day.AddDays(1))
        {
            var before = OfDay(day, Later(from, day), perDay, allowance, window);
            sum += OfDay(day, Earlier(to, day.AddDays(1)), perDay, allowance, window) - before;
        }

        return sum;
    }

    private static DateTimeOffset Midnight(DateTimeOffset at) => new(at.UtcDateTime.Date, TimeSpan.Zero);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private long OfDay(DateTimeOffset day, DateTimeOffset until, int perDay, Allowance allowance, TimeSpan window)
    {
        var share = _changes.Where(change => change.Since < until).Select(change => change.Share).DefaultIfEmpty(0).Max();
        return Math.Min((long)(share * perDay), Unbounded(day, until, allowance, window));
    }

    private long Unbounded(DateTimeOffset from, DateTimeOffset to, Allowance allowance, TimeSpan window)
    {
        long sum = 0;
        for (var i = 0; i < _changes.Count; i++)
        {
            var begin = Later(from, _changes[i].Since);
            var end = i + 1 < _changes.Count ? Earlier(to, _changes[i + 1].Since) : to;
            if (begin < end)
            {
                var perTick = (decimal)_changes[i].Share * allowance.PerWindow / window.Ticks;
                sum += Made(end, perTick) - Made(begin, perTick);
            }
        }

        return sum;
    }

    private static long Made(DateTimeOffset until, decimal perTick) => (long)decimal.Floor(until.UtcTicks * perTick);
}
