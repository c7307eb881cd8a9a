namespace Reconvene.Server.Connections.Rates.Store;

/// <summary>
/// How the budget of one account and label stands, and how it changes. What it holds of time is the wall's: it outlives
/// the process and is shared by nodes, so <see cref="SeenAt"/> mends what a clock that was set back left in the future.
/// </summary>
internal sealed record RateRow
{
    public const int Whole = 1000;

    /// <summary>Halved so often at most: a budget never falls to nothing.</summary>
    public const int Lowest = Whole / 16;

    /// <summary>After the last 429 the rate stays halved so long,</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(8);

    /// <summary>and is whole again so much later. Another program that goes on costs one 429 in each such round.</summary>
    public static readonly TimeSpan Climb = TimeSpan.FromSeconds(2);

    /// <summary>After a 429 that names no wait nothing leaves for so long, and for up to the longest after several.</summary>
    public static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private const double Twice = 0.95;
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMinutes(1);

    public string Account { get; init; } = "";

    public string Family { get; init; } = "";

    public string Label { get; init; } = "";

    /// <summary>When the next call that nobody has leased may leave.</summary>
    public DateTimeOffset NextAt { get; init; }

    public DateTimeOffset? LimitedAt { get; init; }

    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>What is left of the rate after the last 429, in thousandths.</summary>
    public int FloorPermille { get; init; } = Whole;

    public DateTimeOffset? AsleepUntil { get; init; }

    public string? AsleepWhy { get; init; }

    /// <summary>Through which connection the sleep was noticed.</summary>
    public ConnectionId? AsleepConnectionId { get; init; }

    public int? LearnedPerSecond { get; init; }

    public int? LearnedPerDay { get; init; }

    public long Day { get; init; }

    public long Used { get; init; }

    public static long DayOf(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / 86_400;

    /// <summary>The next 00:00 UTC.</summary>
    public static DateTimeOffset NextDay(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    public bool IsAsleep(DateTimeOffset now) => AsleepUntil > now;

    /// <summary>Which part of the budget may be used then: 1, or less for ten seconds after a 429.</summary>
    public double ShareAt(DateTimeOffset at)
    {
        if (LimitedAt is not { } limitedAt)
        {
            return 1;
        }

        var climbFrom = Later(limitedAt + Hold, PausedUntil);
        var way = Math.Clamp((at - climbFrom) / Climb, 0, 1);
        return (FloorPermille + ((Whole - FloorPermille) * way)) / Whole;
    }

    /// <summary>The row as it counts now: of today, and with nothing further ahead than it can be.</summary>
    public RateRow SeenAt(DateTimeOffset now)
    {
        var row = Day == DayOf(now) ? this : this with { Day = DayOf(now), Used = 0 };
        if (row.LimitedAt is { } limitedAt && limitedAt > now)
        {
            var ahead = limitedAt - now;
            row = row with { LimitedAt = now, PausedUntil = row.PausedUntil - ahead };
        }

        // A day ends at the next midnight; one beyond it was reckoned by a clock that was ahead.
        return row.AsleepUntil is { } until && until.UtcDateTime.TimeOfDay == TimeSpan.Zero && until > NextDay(now)
            ? row with { AsleepUntil = NextDay(now) }
            : row;
    }

    /// <summary>
    /// A 429 by the second. Calls that were on their way when the rate was halved say the same thing and halve nothing.
    /// </summary>
    /// <param name="sentAt">When the refused call left.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="told">Until when nothing leaves, if Zoom said it.</param>
    /// <param name="more">So much longer than the shortest pause, if it did not.</param>
    public RateRow Limited(DateTimeOffset sentAt, DateTimeOffset now, DateTimeOffset? told, TimeSpan more = default)
    {
        var floor = LimitedAt is null || sentAt > LimitedAt ? Halved(ShareAt(sentAt)) : FloorPermille;
        return this with
        {
            FloorPermille = floor,
            LimitedAt = now,
            PausedUntil = Later(told ?? now + Pause(floor) + more, PausedUntil),
        };
    }

    /// <summary>The day's calls are used up. Never for less than a minute, or a limit that names no wait would be hammered.</summary>
    public RateRow FallAsleep(DateTimeOffset now, DateTimeOffset until, string why, ConnectionId connection) => this with
    {
        AsleepUntil = Later(until, now + ShortestSleep),
        AsleepWhy = why.Length <= 1000 ? why : why[..1000],
        AsleepConnectionId = connection,
    };

    public RateRow WakeUp() => this with { AsleepUntil = null, AsleepWhy = null, AsleepConnectionId = null };

    /// <summary>Limits are by the second: one is enough, and whoever is refused at half the rate too waits longer each time.</summary>
    private static TimeSpan Pause(int floor)
    {
        var pause = ShortestPause * (Whole / 2) / floor;
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>The next of a half, a quarter, an eighth and a sixteenth that is truly less.</summary>
    private static int Halved(double share)
    {
        var next = Whole / 2;
        while (next > Lowest && next >= share * Whole * Twice)
        {
            next /= 2;
        }

        return Math.Max(next, Lowest);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
