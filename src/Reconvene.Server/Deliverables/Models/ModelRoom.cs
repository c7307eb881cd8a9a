namespace Reconvene.Server.Deliverables.Models;

/// <summary>How much a model is shown at once.</summary>
/// <param name="Context">Tokens that question and answer have together.</param>
/// <param name="Answer">Tokens of the longest answer.</param>
internal sealed record ModelRoom(int Context, int Answer)
{
    /// <summary>What a part may be boiled down to, as a share of it: all calls together must not cost much more than the transcript.</summary>
    private const double PartShare = 0.06;
    private const int ShortestAnswer = 900;

    /// <summary>Parts of about the same size, none beyond the context.</summary>
    public IReadOnlyList<ModelQuestion> PartsOf(ModelOrder order, IReadOnlyList<SpokenLine> lines)
    {
        var empty = ModelPrompt.OfLines(order, [], isPart: true, 0).Tokens;
        var room = Context - empty - Math.Max(ShortestAnswer, (int)(Context * PartShare)) - ShortestAnswer;
        var all = lines.Sum(TokensOf);
        var each = all / Math.Ceiling(all / (double)Math.Max(room, ShortestAnswer));
        var parts = new List<ModelQuestion>();
        foreach (var (some, size) in Filled(lines, TokensOf, each))
        {
            parts.Add(ModelPrompt.OfLines(order, some, isPart: true, Math.Max(ShortestAnswer, (int)(size * PartShare))));
        }

        return parts;
    }

    /// <summary>Drafts in order, as many together as fit the context with an answer.</summary>
    public IReadOnlyList<IReadOnlyList<Draft>> GroupsOf(ModelOrder order, IReadOnlyList<Draft> drafts)
    {
        var room = Context - Answer - ModelPrompt.OfParts(order, [], Answer).Tokens;
        return [.. Filled(drafts, draft => ModelTokens.Of(DraftJson.Write(draft)) + 1, room).Select(group => group.Items)];
    }

    private static IEnumerable<(IReadOnlyList<T> Items, double Size)> Filled<T>(IEnumerable<T> items, Func<T, int> sizeOf, double most)
    {
        var some = new List<T>();
        var size = 0.0;
        foreach (var item in items)
        {
            var more = sizeOf(item);
            if (some.Count > 0 && size + more > most)
            {
                yield return (some, size);
                (some, size) = ([], 0);
            }

            some.Add(item);
            size += more;
        }

        if (some.Count > 0)
        {
            yield return (some, size);
        }
    }

    /// <summary>With its number and, at most, its speaker.</summary>
    private static int TokensOf(SpokenLine line) => ModelTokens.Of($"[{line.Number}] {line.Speaker}: {line.Text}\n");
}
