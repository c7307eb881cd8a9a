namespace Reconvene.Server.Sources.Steps;

/// <summary>
/// Zoom lists a month at most, and February is one of 28 days. Each window begins on the last day of the one before: a
/// recording that moves between two calls around midnight is then in one of them.
/// </summary>
internal static class Windows
{
    private const int LongestDays = 30;

    public static IReadOnlyList<(DateOnly From, DateOnly To)> Between(DateOnly from, DateOnly to)
    {
        var windows = new List<(DateOnly From, DateOnly To)>();
        for (var start = from; ;)
        {
            var end = LastDay(start);
            if (end >= to)
            {
                windows.Add((start, to));
                return windows;
            }

            windows.Add((start, end));
            start = end;
        }
    }

    private static DateOnly LastDay(DateOnly first)
    {
        var days = first.AddDays(LongestDays - 1);
        var month = first.AddMonths(1);
        return days < month ? days : month;
    }
}
