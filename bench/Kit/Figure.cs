namespace Reconvene.Bench.Kit;

/// <summary>What a figure must be.</summary>
internal enum Bar
{
    AtLeast,
    AtMost,
}

/// <summary>One line of the table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Rounds">Its value in each round.</param>
/// <param name="Bar">Which way is good.</param>
/// <param name="Limit">Where good begins.</param>
internal sealed record Figure(string Name, IReadOnlyList<double> Rounds, Bar Bar, double Limit)
{
    /// <summary>What the value counts, such as MiB; empty for a ratio.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The absolute figures behind it, for a reader.</summary>
    public string Behind { get; init; } = "";

    /// <summary>Whether the worst round has to hold, and not only the median.</summary>
    public bool IsWorstJudged { get; init; }

    /// <summary>Why the figure says nothing; null when it does.</summary>
    public string? VoidBecause { get; init; }

    public double Median => Statistics.Median(Rounds);

    public double Worst => Rounds.Count is 0 ? double.NaN : Bar is Bar.AtLeast ? Rounds.Min() : Rounds.Max();

    public bool Holds => VoidBecause is null && (Bar is Bar.AtLeast ? Judged >= Limit : Judged <= Limit);

    private double Judged => IsWorstJudged ? Worst : Median;

    /// <summary>A figure that could not be had.</summary>
    public static Figure Missing(string name, Bar bar, double limit, string reason) =>
        new(name, [], bar, limit) { VoidBecause = reason };
}
