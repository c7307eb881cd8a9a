namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>When calls left.</summary>
internal sealed class Departures
{
    private readonly Lock _lock = new();
    private readonly List<DateTimeOffset> _all = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _all.Count;
            }
        }
    }

    public static int MostIn(TimeSpan window, IEnumerable<DateTimeOffset> moments)
    {
        List<DateTimeOffset> all = [.. moments.Order()];
        var most = 0;
        for (int first = 0, last = 0; last < all.Count; last++)
        {
            while (all[last] - all[first] >= window)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    public void Add(DateTimeOffset moment)
    {
        lock (_lock)
        {
            _all.Add(moment);
        }
    }

    public int CountBefore(DateTimeOffset moment)
    {
        lock (_lock)
        {
            return _all.Count(one => one < moment);
        }
    }

    public int CountSince(DateTimeOffset moment)
    {
        lock (_lock)
        {
            return _all.Count(one => one > moment);
        }
    }

    public int MostInASecond()
    {
        lock (_lock)
        {
            return MostIn(TimeSpan.FromSeconds(1), _all);
        }
    }
}
