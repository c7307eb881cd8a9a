namespace Reconvene.Bench.Kit;

internal static class Statistics
{
    public static double Median(IReadOnlyList<double> values)
    {
        if (values.Count is 0)
        {
            return double.NaN;
        }

        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 is 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>What so large a share of the values does not exceed, such as 0.95.</summary>
    public static double Percentile(IReadOnlyList<double> values, double share) =>
        values.Count is 0 ? double.NaN : values.Order().ElementAt((int)Math.Ceiling(values.Count * share) - 1);
}
