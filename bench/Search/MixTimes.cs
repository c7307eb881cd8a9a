using System.Globalization;
using Reconvene.Bench.Kit;

namespace Reconvene.Bench.Search;

/// <summary>How long each question took, by round and by kind.</summary>
internal sealed class MixTimes
{
    private readonly List<Dictionary<string, List<double>>> _rounds = [];

    public void Clear() => _rounds.Clear();

    public void BeginRound() => _rounds.Add(new(StringComparer.Ordinal));

    public void Add(string kind, double took)
    {
        if (!_rounds[^1].TryGetValue(kind, out var times))
        {
            _rounds[^1][kind] = times = [];
        }

        times.Add(took);
    }

    /// <summary>Over all kinds of the round that is being asked.</summary>
    public double OfRound(double share) => Statistics.Percentile([.. _rounds[^1].Values.SelectMany(one => one)], share);

    /// <summary>Of each round, its slowest kind.</summary>
    public IReadOnlyList<double> SlowestKind(double share) =>
        [.. _rounds.Select(round => round.Values.Max(times => Statistics.Percentile(times, share)))];

    /// <summary>The mix, for a reader.</summary>
    public string Mix(double share)
    {
        var all = _rounds.SelectMany(round => round.Values).SelectMany(one => one).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{all.Count} questions of {_rounds[0].Count} kinds; half within {Statistics.Median(all):0.#} ms, {share:P0} within {Statistics.Percentile(all, share):0.#}, all within {all.Max():0.#}");
    }

    /// <summary>The kinds, the slowest first, for a reader.</summary>
    public string Slowest(double share) => string.Join("; ", _rounds[0].Keys
        .Select(kind => (Kind: kind, Times: _rounds.SelectMany(round => round[kind]).ToList()))
        .Select(one => (one.Kind, Took: Statistics.Percentile(one.Times, share)))
        .OrderByDescending(one => one.Took)
        .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Kind} {one.Took:0.#}")));
}
