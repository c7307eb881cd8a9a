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
}
