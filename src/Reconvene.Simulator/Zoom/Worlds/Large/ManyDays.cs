namespace Reconvene.Simulator.Zoom.Worlds.Large;

/// <summary>
/// When one host recorded: on working days, now and then twice on one, on some not at all; and at the last and first moments of
/// a few months.
/// </summary>
internal sealed class ManyDays(DateTimeOffset earliest, DateTimeOffset today, SeededRandom random)
{
    private const int EdgesOfAHost = 3;
    private const int TwiceEach = 6;

    private readonly int _days = Math.Max(1, (int)(today - earliest).TotalDays);

    public IReadOnlyList<DateTimeOffset> Of(int host, int count)
    {
        var starts = Edges(host).Take(count / 2).ToList();
        while (starts.Count < count)
        {
            var start = WorkingDay().AddHours(random.Between(6, 17)).AddMinutes(5 * random.Below(12)).AddSeconds(random.Below(60));
            starts.Add(start);
            if (starts.Count % TwiceEach == 0 && starts.Count < count)
            {
                starts.Add(start.AddMinutes(random.Between(100, 200)));
            }
        }

        return [.. starts.Order()];
    }

    /// <summary>Half a minute before a month ends, and the second in which one begins.</summary>
    private IEnumerable<DateTimeOffset> Edges(int host)
    {
        var months = ((today.Year - earliest.Year) * 12) + today.Month - earliest.Month;
        for (var i = 0; i < Math.Min(EdgesOfAHost, months); i++)
        {
            var month = new DateTimeOffset(earliest.Year, earliest.Month, 1, 0, 0, 0, TimeSpan.Zero)
                .AddMonths(1 + ((host + (i * months / EdgesOfAHost)) % months));
            if (month < today)
            {
                yield return month.AddSeconds(-30);
                yield return month;
            }
        }
    }

    private DateTimeOffset WorkingDay()
    {
        var day = earliest.AddDays(random.Below(_days));
        return day.DayOfWeek switch
        {
            DayOfWeek.Saturday when day > earliest => day.AddDays(-1),
            DayOfWeek.Sunday when day > earliest.AddDays(1) => day.AddDays(-2),
            _ => day,
        };
    }
}
