namespace Reconvene.Server.Recordings.AtZoom;

/// <summary>
/// Windows that Zoom lists in one question: a month at most, and February is one of 28 days. The newest first, and no day
/// in two of them: what is listed is shown once.
/// </summary>
internal static class ListingWindows
{
    private const int LongestDays = 30;

    public static IReadOnlyList<(DateOnly From, DateOnly To)> Between(DateOnly from, DateOnly to)
    {
        var windows = new List<(DateOnly From, DateOnly To)>();
        for (var end = to; end >= from;)
        {
            var start = FirstDay(from, end);
            windows.Add((start, end));
            if (start == from)
            {
                break;
            }

            end = start.AddDays(-1);
        }

        return windows;
    }

    private static DateOnly FirstDay(DateOnly from, DateOnly end)
    {
        var start = DateOnly.FromDayNumber(Math.Max(from.DayNumber, end.DayNumber + 1 - LongestDays));
        while (start.AddMonths(1) < end)
        {
            start = start.AddDays(1);
        }

        return start;
    }
}
