using Reconvene.Simulator.OpenAi.Control;

namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>How the statements of an answer go wrong: some citations are false, and some sentences invented; or nothing is.</summary>
internal sealed class Deviation(ModelRule rule, IReadOnlyList<Source> all)
{
    private int _statements;

    /// <summary>What the next statement is made from.</summary>
    public IReadOnlyList<Source> Change(IReadOnlyList<Source> sources, bool isStatement) =>
        rule.Behaviour == ModelBehaviour.FalseCitations && isStatement && sources.Count > 0 ? Falsify(sources) : sources;

    /// <summary>Spread evenly: of so many statements exactly the share is false.</summary>
    private List<Source> Falsify(IReadOnlyList<Source> sources)
    {
        var index = _statements++;
        var changed = sources.ToList();
        if (IsDue(index, rule.InventedShare))
        {
            var invented = Inventions.Sentence(index, sources[0].IsRussian);
            changed = [sources[0] with { Text = invented }, .. sources.Skip(1).Select(source => source with { Text = "" })];
        }

        if (IsDue(index, rule.FalseShare))
        {
            var numbers = index % 2 == 0 ? Missing(index) : Others(sources);
            changed = [changed[0] with { Numbers = numbers }, .. changed.Skip(1).Select(source => source with { Numbers = [] })];
        }

        return changed;
    }

    private static bool IsDue(int index, double share) => Math.Floor((index + 1) * share) > Math.Floor(index * share);

    /// <summary>Segments that do not exist.</summary>
    private int[] Missing(int index) => [all.SelectMany(source => source.Numbers).DefaultIfEmpty(0).Max() + 1000 + index];

    /// <summary>A segment that exists, and says something else.</summary>
    private int[] Others(IReadOnlyList<Source> sources)
    {
        var cited = sources.SelectMany(source => source.Numbers).ToHashSet();
        var texts = sources.Select(source => source.Text).ToHashSet(StringComparer.Ordinal);
        var after = all.SkipWhile(source => !source.Numbers.Any(cited.Contains)).Concat(all);
        return after.FirstOrDefault(source => source.Numbers.Count > 0 && !source.Numbers.Any(cited.Contains) && !texts.Contains(source.Text))
            is { } other ? [other.Numbers[0]] : Missing(0);
    }
}
