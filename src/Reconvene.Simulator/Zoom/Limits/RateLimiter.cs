using Reconvene.Simulator.Control.Limits;

namespace Reconvene.Simulator.Zoom.Limits;

/// <summary>
/// Counts every call of the API by account and label, and refuses what is over the limit. A refused call uses nothing up:
/// Zoom's documents do not say otherwise.
/// </summary>
internal sealed class RateLimiter(SimulatorClock clock, LimitSettings? settings)
{
    private readonly Dictionary<LimitKey, CallCounts> _counts = [];
    private readonly Lock _gate = new();

    public LimitSettings? Settings { get; set; } = settings;

    /// <summary>Null while no limits are in force.</summary>
    public LimitVerdict? Take(string accountId, LimitTable table, LimitLabel label)
    {
        var key = new LimitKey(accountId, table, label);
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            var counts = CountsOf(key);
            if (Settings is not { } settings)
            {
                counts.Take(now);
                return null;
            }

            var allowance = Allowance.Of(settings.Plan, table, label);
            var verdict = Judge(key, settings, allowance, now);
            if (verdict.OpensAt is null)
            {
                counts.Take(now);
            }
            else
            {
                counts.Refuse(now, verdict.IsPerDay);
            }

            return verdict;
        }
    }

    public void SetOther(string accountId, LimitTable table, LimitLabel label, double share)
    {
        lock (_gate)
        {
            CountsOf(new LimitKey(accountId, table, label)).Other.Set(clock.GetUtcNow(), share);
        }
    }

    public IReadOnlyList<LimitUse> Use(DateTimeOffset? since, DateTimeOffset? until)
    {
        lock (_gate)
        {
            return [.. _counts.OrderBy(pair => pair.Key.AccountId, StringComparer.Ordinal).ThenBy(pair => pair.Key.Table)
                .ThenBy(pair => pair.Key.Label).Select(pair => UseOf(pair.Key, pair.Value, since, until ?? DateTimeOffset.MaxValue))];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _counts.Clear();
        }
    }

    private CallCounts CountsOf(LimitKey key)
    {
        if (!_counts.TryGetValue(key, out var counts))
        {
            _counts[key] = counts = new CallCounts();
        }

        return counts;
    }

    private LimitVerdict Judge(LimitKey key, LimitSettings settings, Allowance allowance, DateTimeOffset now)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        if (allowance.PerDay is { } perDay && UsedOn(key, settings, allowance, midnight, now) >= perDay)
        {
            return new LimitVerdict(settings, key.Label, perDay, 0) { IsPerDay = true, OpensAt = midnight.AddDays(1) };
        }

        var length = Allowance.WindowOf(key.Label);
        var (used, opensAt) = settings.Window == LimitWindow.Fixed
            ? UsedInFixed(key, allowance, length, now)
            : UsedInSliding(key, allowance, length, now);
        var left = allowance.PerWindow - used;
        return left > 0
            ? new LimitVerdict(settings, key.Label, allowance.PerWindow, left - 1)
            : new LimitVerdict(settings, key.Label, allowance.PerWindow, 0) { OpensAt = opensAt };
    }

    /// <summary>The calls since midnight of all labels that share the day.</summary>
    private long UsedOn(LimitKey key, LimitSettings settings, Allowance allowance, DateTimeOffset midnight, DateTimeOffset now) =>
        key.Pool(allowance).Sum(member =>
        {
            var counts = CountsOf(member);
            var own = Allowance.Of(settings.Plan, member.Table, member.Label);
            return counts.TakenOn(midnight) + counts.Other.Between(midnight, now, own, Allowance.WindowOf(member.Label));
        });

    /// <summary>The other program is always first: what it takes of a window is gone from its beginning.</summary>
    private (long Used, DateTimeOffset OpensAt) UsedInFixed(LimitKey key, Allowance allowance, TimeSpan length, DateTimeOffset now)
    {
        var counts = CountsOf(key);
        var begin = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % length.Ticks), TimeSpan.Zero);
        var end = begin + length;
        return (counts.TakenSince(begin) + counts.Other.Between(begin, end, allowance, length), end);
    }

    private (long Used, DateTimeOffset OpensAt) UsedInSliding(LimitKey key, Allowance allowance, TimeSpan length, DateTimeOffset now)
    {
        var counts = CountsOf(key);
        var begin = now - length;
        var used = counts.TakenAfter(begin) + counts.Other.Between(begin, now, allowance, length);
        return (used, (counts.FirstAfter(begin) ?? now) + length);
    }

    private LimitUse UseOf(LimitKey key, CallCounts counts, DateTimeOffset? since, DateTimeOffset until)
    {
        var allowance = Settings is { } settings ? Allowance.Of(settings.Plan, key.Table, key.Label) : null;
        var length = Allowance.WindowOf(key.Label);
        var seconds = counts.Seconds.Where(moment => moment.At >= (since ?? moment.At) && moment.At < until).ToList();
        var now = clock.GetUtcNow();
        var end = until < now ? until : now;
        var begin = since ?? counts.Seconds.Select(moment => moment.At).DefaultIfEmpty(now).First();
        return new LimitUse
        {
            AccountId = key.AccountId,
            Table = key.Table,
            Label = key.Label,
            PerWindow = allowance?.PerWindow,
            WindowLength = length,
            PerDay = allowance?.PerDay,
            Taken = seconds.Sum(moment => moment.Taken),
            Refused = seconds.Sum(moment => moment.RefusedPerSecond + moment.RefusedPerDay),
            ByOther = counts.Other.Between(since ?? DateTimeOffset.UnixEpoch, end, allowance, length),
            Allowed = allowance is null ? null : Math.Max(0, allowance.PerWindow * (end - begin).Ticks / length.Ticks),
            Seconds = seconds,
            Days = [.. counts.Days.Where(moment => moment.At.AddDays(1) > (since ?? moment.At) && moment.At < until)],
        };
    }
}
