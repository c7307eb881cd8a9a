using Reconvene.Server.Ledger.Proof;

namespace Reconvene.Server.Sources.Scheduling;

/// <summary>
/// The days of a sync that nobody asked for: from the day before the last complete one ended until today, so that whatever
/// was missed meanwhile is found. Until one began with the usual days before the source was made, or changed, it begins there.
/// </summary>
internal sealed class DaysToCover(SyncRunQueries runs, TimeProvider time)
{
    /// <summary>Zoom may take days to make a recording, and lists it under the day of the meeting.</summary>
    private const int LeastDays = 3;

    /// <summary>How far back a host is looked for again that could not be read.</summary>
    private const int DaysForUnread = 30;

    /// <summary>Whoever was away for longer asks for a sync of those days.</summary>
    private const int MostDays = 366;

    public async Task<(DateOnly From, DateOnly To)> FindAsync(Source source, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var past = await runs.OfSourceAsync(source.Tenant, source.Id.Value, cancellation);
        var made = DateOnly.FromDateTime(source.ConfigChangedAt.UtcDateTime).AddDays(1 - SourceEndpoints.UsualDays);
        var earliest = today.AddDays(-MostDays);
        var since = made < earliest ? earliest : made;
        var first = First([.. past.Where(run => run.StartedAt >= source.ConfigChangedAt)], since, today);
        return (first < earliest ? earliest : first, today);
    }

    private static DateOnly First(IReadOnlyList<SyncRun> past, DateOnly since, DateOnly today)
    {
        if (Until(past, since) is not { } seen)
        {
            return since;
        }

        var whole = Until([.. past.Where(run => run.IsComplete)], since) ?? seen.AddDays(-DaysForUnread);
        var oldest = seen.AddDays(-DaysForUnread);
        var first = (whole > oldest ? whole : oldest).AddDays(-1);
        var least = today.AddDays(-LeastDays);
        return first < least ? first : least;
    }

    /// <summary>
    /// The last day up to which they cover every day since the first one, as far as each could see when it began. One that
    /// begins after that day leaves a gap, and does not count. Null when nothing is covered.
    /// </summary>
    private static DateOnly? Until(IReadOnlyList<SyncRun> past, DateOnly since)
    {
        DateOnly? until = null;
        foreach (var run in past.OrderBy(run => run.StartedAt))
        {
            var began = DateOnly.FromDateTime(run.StartedAt.UtcDateTime);
            var last = run.To < began ? run.To : began;
            if (run.From <= (until ?? since) && (until is null || last > until))
            {
                until = last;
            }
        }

        return until;
    }
}
