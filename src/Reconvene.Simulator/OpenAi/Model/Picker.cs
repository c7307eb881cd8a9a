namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>
/// Chooses what to copy from: what must be said first, then the sources, spread over all of them, each once before any comes again.
/// </summary>
internal sealed class Picker
{
    private const int FewestWords = 4;

    private readonly IReadOnlyList<Source> _from;
    private readonly int _stride;
    private int _taken;

    public Picker(IReadOnlyList<Source> sources, IReadOnlyList<Source> forced)
    {
        All = sources;
        Forced = forced;
        var full = sources.Where(source => source.Text.Count(letter => letter == ' ') >= FewestWords - 1).ToList();
        _from = full.Count >= 3 ? full : sources;
        _stride = StrideOf(_from.Count);
    }

    public IReadOnlyList<Source> All { get; }

    /// <summary>What an order in the text wants to be said, if orders are obeyed.</summary>
    public IReadOnlyList<Source> Forced { get; }

    public int Available => _from.Count;

    /// <summary>So many, in the order in which they were said; fewer only when there is nothing.</summary>
    public List<Source> Take(int count)
    {
        if (_from.Count == 0)
        {
            return [];
        }

        var places = new List<int>();
        for (var i = 0; i < count; i++)
        {
            places.Add((int)((long)_taken++ * _stride % _from.Count));
        }

        places.Sort();
        return places.ConvertAll(place => _from[place]);
    }

    /// <summary>Near the golden section, and without a factor in common with the number of sources, so that every one has its turn.</summary>
    private static int StrideOf(int count)
    {
        var stride = Math.Max(1, (int)(count * 0.382));
        while (Divisor(stride, count) > 1)
        {
            stride++;
        }

        return stride;
    }

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);
}
