using Reconvene.Zoom;

namespace Reconvene.Server.Connections.Rates.Store;

/// <summary>What a node asks for.</summary>
/// <param name="Wanted">As many calls as the last second needed.</param>
/// <param name="Unused">Calls leased before that never left: they do not count to the day.</param>
/// <param name="UsedByOthers">Calls of the day by the labels that share its pool.</param>
/// <param name="Connection">Which connection asks.</param>
/// <param name="Now">The present moment.</param>
internal sealed record RateAsk(int Wanted, int Unused, long UsedByOthers, ConnectionId Connection, DateTimeOffset Now)
{
    /// <summary>The answer itself is under way so long: a turn before that would come too late.</summary>
    public TimeSpan Lead { get; init; }
}

/// <summary>What came of it, with the row as it is from now on.</summary>
internal abstract record RateLease(RateRow Row)
{
    /// <summary>A caller waits so long for its turn, and no longer.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Nobody leases more than so much time of an account at once, unless a single call takes longer.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    /// <summary>So many calls, evenly spaced from the start to the end.</summary>
    internal sealed record Granted(RateRow Row, DateTimeOffset StartAt, DateTimeOffset EndAt, int Count, DateTimeOffset CapNextAt)
        : RateLease(Row);

    /// <summary>Nothing is free within the time that a caller waits.</summary>
    internal sealed record Refused(RateRow Row, ZoomFailureKind Kind, DateTimeOffset NotBefore) : RateLease(Row);

    /// <summary>Decides; the same whether the row is the database's or, while that is away, a node's own.</summary>
    /// <param name="known">The row of the account and label.</param>
    /// <param name="capNextAt">When the next call of any label may leave.</param>
    /// <param name="terms">Plan and settings.</param>
    /// <param name="ask">What is wanted.</param>
    public static RateLease Of(RateRow known, DateTimeOffset capNextAt, RateTerms terms, RateAsk ask)
    {
        var now = ask.Now;
        var row = known.SeenAt(now);
        row = row with { Used = Math.Max(0, row.Used - ask.Unused) };
        if (row.IsAsleep(now))
        {
            return new Refused(row, ZoomFailureKind.DailyLimit, row.AsleepUntil!.Value);
        }

        var left = terms.PerDay(row) - row.Used - ask.UsedByOthers;
        if (left <= 0)
        {
            row = row.FallAsleep(now, RateRow.NextDay(now), $"the {terms.PerDay(row):N0} calls of the day are used up", ask.Connection);
            return new Refused(row, ZoomFailureKind.DailyLimit, row.AsleepUntil!.Value);
        }

        var whole = terms.PerSecond(row);
        row = row with { NextAt = Sane(row.NextAt, now, whole) };
        var cap = Sane(capNextAt, now, terms.CapPerSecond);
        var soonest = now + ask.Lead;
        var start = Latest(soonest, row.NextAt, cap, row.PausedUntil ?? now);
        if (start - now > LongestWait)
        {
            return new Refused(row, ZoomFailureKind.RateLimited, start);
        }

        var rate = whole * row.ShareAt(start);
        var most = Math.Max(1, (int)Math.Floor((rate * Slice.TotalSeconds) + 1e-9));
        var count = (int)Math.Min(Math.Clamp(ask.Wanted, 1, most), left ?? int.MaxValue);
        var end = start + TimeSpan.FromSeconds(count / rate);
        return new Granted(
            row with { NextAt = WholeMillisecond(end), Used = row.Used + count },
            start,
            end,
            count,
            WholeMillisecond(Latest(soonest, cap) + TimeSpan.FromSeconds((double)count / terms.CapPerSecond)));
    }

    /// <summary>
    /// Nobody can have leased further ahead than this: a clock was set back since, and what lies ahead counts no more.
    /// </summary>
    private static DateTimeOffset Sane(DateTimeOffset next, DateTimeOffset now, double perSecond)
    {
        var slowest = TimeSpan.FromSeconds(RateRow.Whole / (perSecond * RateRow.Lowest));
        return next - now > LongestWait + Slice + slowest ? now + TimeSpan.FromSeconds(1 / perSecond) : next;
    }

    // The column holds milliseconds: rounded up, so that no two leases overlap.
    private static DateTimeOffset WholeMillisecond(DateTimeOffset moment)
    {
        var rest = moment.Ticks % TimeSpan.TicksPerMillisecond;
        return rest is 0 ? moment : moment.AddTicks(TimeSpan.TicksPerMillisecond - rest);
    }

    private static DateTimeOffset Latest(params ReadOnlySpan<DateTimeOffset> moments)
    {
        var latest = moments[0];
        foreach (var moment in moments)
        {
            latest = moment > latest ? moment : latest;
        }

        return latest;
    }
}
