using Reconvene.Simulator.Control.Limits;

namespace Reconvene.Simulator.Zoom.Limits;

/// <summary>The calls of one label in one account: by second, by day, and the moments that a sliding window looks at.</summary>
internal sealed class CallCounts
{
    private readonly Queue<DateTimeOffset> _recent = new();
    private readonly List<LimitMoment> _seconds = [];
    private readonly List<LimitMoment> _days = [];

    /// <summary>Set even when no call has come yet.</summary>
    public OtherCalls Other { get; } = new();

    public IReadOnlyList<LimitMoment> Seconds => _seconds;

    public IReadOnlyList<LimitMoment> Days => _days;

    public int TakenSince(DateTimeOffset moment) =>
        _recent.Reverse().TakeWhile(at => at >= moment).Count();

    public int TakenAfter(DateTimeOffset moment) =>
        _recent.Reverse().TakeWhile(at => at > moment).Count();

    public DateTimeOffset? FirstAfter(DateTimeOffset moment)
    {
        foreach (var at in _recent)
        {
            if (at > moment)
            {
                return at;
            }
        }

        return null;
    }

    public int TakenOn(DateTimeOffset day) => _days.Count > 0 && _days[^1].At == day ? _days[^1].Taken : 0;

    public void Take(DateTimeOffset now)
    {
        // No window is longer than a minute.
        while (_recent.TryPeek(out var oldest) && oldest < now.AddMinutes(-1))
        {
            _recent.Dequeue();
        }

        _recent.Enqueue(now);
        Note(now, moment => moment with { Taken = moment.Taken + 1 });
    }

    public void Refuse(DateTimeOffset now, bool byDay) => Note(now, moment => byDay
        ? moment with { RefusedPerDay = moment.RefusedPerDay + 1 }
        : moment with { RefusedPerSecond = moment.RefusedPerSecond + 1 });

    private void Note(DateTimeOffset now, Func<LimitMoment, LimitMoment> change)
    {
        Note(_seconds, new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero), change);
        Note(_days, new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero), change);
    }

    private static void Note(List<LimitMoment> moments, DateTimeOffset at, Func<LimitMoment, LimitMoment> change)
    {
        if (moments.Count == 0 || moments[^1].At != at)
        {
            moments.Add(new LimitMoment(at, 0, 0, 0));
        }

        moments[^1] = change(moments[^1]);
    }
}
