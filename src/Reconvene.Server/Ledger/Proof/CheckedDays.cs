using Reconvene.Client.Ledger;
using Reconvene.Server.Connections;

namespace Reconvene.Server.Ledger.Proof;

/// <summary>
/// Joins what the ledger knows of days with when they were last checked. Days in a row without recordings, of which the same is
/// known, become one row: ten empty years are one line, and a day that nobody checked is never passed over.
/// </summary>
internal static class CheckedDays
{
    private const int MostHostsNamed = 20;

    /// <summary>Rows in the order of days; between them they name each day of the range once.</summary>
    /// <param name="connection">Whose.</param>
    /// <param name="recorded">Days with recordings, of which nothing is yet said about checks, in their order.</param>
    /// <param name="runs">Syncs that listed everyone, the oldest first.</param>
    /// <param name="range">The first and the last day.</param>
    public static IEnumerable<LedgerDay> Rows(
        ConnectionId connection, IEnumerable<LedgerDay> recorded, IReadOnlyList<SyncRun> runs, (DateOnly From, DateOnly To) range)
    {
        var latest = Latest(runs, range);
        var next = range.From;
        foreach (var day in recorded)
        {
            foreach (var row in Empty(connection, latest, next, day.Day.AddDays(-1)))
            {
                yield return row;
            }

            yield return latest.TryGetValue(day.Day, out var run) ? Checked(day, run, run.StartedAt) : day;
            next = day.Day == DateOnly.MaxValue ? day.Day : day.Day.AddDays(1);
        }

        foreach (var row in Empty(connection, latest, next, range.To))
        {
            yield return row;
        }
    }

    /// <summary>Days without recordings that nobody checked.</summary>
    public static LedgerDay Unchecked(ConnectionId connection, DateOnly day, DateOnly through) => new()
    {
        CredentialId = connection.Value,
        Day = day,
        Through = through,
        IsComplete = false,
        UnreadCount = 0,
        UnreadHosts = [],
        Unreadable = 0,
        Recordings = 0,
        Listed = 0,
        Held = 0,
        Queued = 0,
        Waiting = 0,
        Deleted = 0,
        MissingCount = 0,
        Missing = [],
        LearnedByWebhook = 0,
        LearnedBySync = 0,
    };

    /// <summary>Of each day that was checked, the last check.</summary>
    private static SortedList<DateOnly, SyncRun> Latest(IReadOnlyList<SyncRun> runs, (DateOnly From, DateOnly To) range)
    {
        var latest = new Dictionary<DateOnly, SyncRun>();
        foreach (var run in runs)
        {
            var last = run.To < range.To ? run.To : range.To;
            for (var day = run.From > range.From ? run.From : range.From; day <= last; day = day.AddDays(1))
            {
                latest[day] = run;
            }
        }

        return new SortedList<DateOnly, SyncRun>(latest);
    }

    /// <summary>Days without recordings, from one to another.</summary>
    private static IEnumerable<LedgerDay> Empty(
        ConnectionId connection, SortedList<DateOnly, SyncRun> latest, DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to;)
        {
            var (row, through) = latest.TryGetValue(day, out var run)
                ? Alike(connection, latest, day, to, run)
                : (Unchecked(connection, day, BeforeNext(latest, day, to)), BeforeNext(latest, day, to));
            yield return row;
            if (through == DateOnly.MaxValue)
            {
                yield break;
            }

            day = through.AddDays(1);
        }
    }

    private static (LedgerDay Row, DateOnly Through) Alike(
        ConnectionId connection, SortedList<DateOnly, SyncRun> latest, DateOnly day, DateOnly to, SyncRun run)
    {
        var (through, at) = (day, run.StartedAt);
        while (through < to && latest.TryGetValue(through.AddDays(1), out var next) && IsAlike(run, next))
        {
            through = through.AddDays(1);
            at = next.StartedAt < at ? next.StartedAt : at;
        }

        return (Checked(Unchecked(connection, day, through), run, at), through);
    }

    /// <summary>The last day before one that was checked.</summary>
    private static DateOnly BeforeNext(SortedList<DateOnly, SyncRun> latest, DateOnly day, DateOnly to)
    {
        var (low, high) = (0, latest.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = latest.Keys[middle] < day ? (middle + 1, high) : (low, middle);
        }

        return low < latest.Count && latest.Keys[low] <= to ? latest.Keys[low].AddDays(-1) : to;
    }

    private static bool IsAlike(SyncRun one, SyncRun other) =>
        ReferenceEquals(one, other)
        || (one.UnreadCount == other.UnreadCount && one.Unreadable == other.Unreadable
            && one.Unread.SequenceEqual(other.Unread, StringComparer.Ordinal));

    private static LedgerDay Checked(LedgerDay day, SyncRun run, DateTimeOffset at) => day with
    {
        CheckedAt = at,
        IsComplete = run.IsComplete,
        UnreadCount = run.UnreadCount,
        UnreadHosts = [.. run.Unread.Take(MostHostsNamed)],
        Unreadable = run.Unreadable,
    };
}
