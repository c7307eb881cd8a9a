using System.Globalization;

namespace Reconvene.Bench.Kit;

/// <summary>
/// Two things measured in turn, round by round, the first of a round changing: what the machine does meanwhile strikes
/// both. When the reference itself moved by a quarter, the machine was not still, and the comparison says nothing: it is made
/// anew, twice at most.
/// </summary>
internal sealed class SideBySide
{
    private const double MostMovement = 0.25;
    private const int MostSeries = 3;

    private readonly List<double> _reference = [];
    private readonly List<double> _ours = [];

    private SideBySide()
    {
    }

    public IReadOnlyList<double> Reference => _reference;

    public IReadOnlyList<double> Ours => _ours;

    /// <summary>Why the comparison is void; null when it stands.</summary>
    public string? VoidBecause => _reference.Max() > _reference.Min() * (1 + MostMovement)
        ? string.Create(CultureInfo.InvariantCulture, $"the reference moved by {(_reference.Max() / _reference.Min()) - 1:P0}")
        : null;

    /// <summary>Both functions give how much was done in a second, or what it cost.</summary>
    /// <param name="setting">How many rounds.</param>
    /// <param name="reference">The limit or the peer.</param>
    /// <param name="ours">What is measured.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="begin">Forgets what the two kept of a series before; null when they keep nothing.</param>
    public static async Task<SideBySide> RunAsync(
        Setting setting, Func<CancellationToken, Task<double>> reference, Func<CancellationToken, Task<double>> ours,
        CancellationToken cancellation, Action? begin = null)
    {
        for (var series = 1; ; series++)
        {
            begin?.Invoke();
            var pair = await SeriesAsync(setting, reference, ours, cancellation);
            if (pair.VoidBecause is not { } why || series is MostSeries)
            {
                return pair;
            }

            Setting.Say($"  {why}: once more");
        }
    }

    private static async Task<SideBySide> SeriesAsync(
        Setting setting, Func<CancellationToken, Task<double>> reference, Func<CancellationToken, Task<double>> ours,
        CancellationToken cancellation)
    {
        var pair = new SideBySide();
        for (var round = 0; round < setting.Rounds; round++)
        {
            Setting.Say($"  round {round + 1} of {setting.Rounds}");
            if (round % 2 is 0)
            {
                pair._reference.Add(await reference(cancellation));
                pair._ours.Add(await ours(cancellation));
            }
            else
            {
                pair._ours.Add(await ours(cancellation));
                pair._reference.Add(await reference(cancellation));
            }
        }

        return pair;
    }

    /// <summary>Ours as a share of the reference of the same round.</summary>
    public Figure Ratio(string name, Bar bar, double limit, string unit) =>
        new(name, [.. _ours.Zip(_reference, (ours, reference) => ours / reference)], bar, limit)
        {
            VoidBecause = VoidBecause,
            Behind = string.Create(
                CultureInfo.InvariantCulture,
                $"{Statistics.Median(_ours):0.##} against {Statistics.Median(_reference):0.##} {unit}"),
        };

    /// <summary>Ours itself, for a bar that is a person's patience and no ratio; void when the reference was not still.</summary>
    public Figure Absolute(string name, Bar bar, double limit, string unit) =>
        new(name, _ours, bar, limit) { Unit = unit, VoidBecause = VoidBecause };
}
