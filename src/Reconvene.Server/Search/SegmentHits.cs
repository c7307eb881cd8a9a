namespace Reconvene.Server.Search;

/// <summary>Which segments of a recording hold what was sought.</summary>
/// <param name="Total">How many hold any of the words.</param>
/// <param name="Best">Those that hold most of them, the earlier before the later.</param>
internal readonly record struct SegmentHits(int Total, IReadOnlyList<int> Best)
{
    private const int Most = 3;

    /// <summary>Looks through one recording.</summary>
    /// <param name="places">Of the recording.</param>
    /// <param name="words">What is sought.</param>
    /// <param name="among">The only segments that count; null when all do.</param>
    public static SegmentHits Of(SaidPlaces places, IReadOnlyList<SearchWord> words, IReadOnlySet<int>? among)
    {
        var matched = new Dictionary<int, int>();
        foreach (var segment in words.SelectMany(word => word.In(places)).Where(segment => among?.Contains(segment) ?? true))
        {
            matched[segment] = matched.GetValueOrDefault(segment) + 1;
        }

        return new SegmentHits(
            matched.Count, [.. matched.OrderByDescending(one => one.Value).ThenBy(one => one.Key).Take(Most).Select(one => one.Key)]);
    }
}
