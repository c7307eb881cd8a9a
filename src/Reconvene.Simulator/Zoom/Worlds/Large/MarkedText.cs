using System.Text;

namespace Reconvene.Simulator.Zoom.Worlds.Large;

/// <summary>A text with places that a mark is written into.</summary>
internal sealed class MarkedText
{
    private readonly byte[] _bytes;
    private readonly List<int> _places = [];

    public MarkedText(byte[] bytes)
    {
        _bytes = bytes;
        var blank = Encoding.ASCII.GetBytes(Blank);
        for (var at = 0; bytes.AsSpan(at).IndexOf(blank) is var next and >= 0; at += next + blank.Length)
        {
            _places.Add(at + next);
        }
    }

    /// <summary>What stands where the mark belongs; every mark is as long.</summary>
    public static string Blank { get; } = new('#', 17);

    public int Length => _bytes.Length;

    public int Read(long offset, Span<byte> target, ReadOnlySpan<byte> mark)
    {
        if (offset >= _bytes.Length)
        {
            return 0;
        }

        var begin = (int)offset;
        var count = Math.Min(target.Length, _bytes.Length - begin);
        _bytes.AsSpan(begin, count).CopyTo(target);
        foreach (var place in _places)
        {
            var from = Math.Max(begin, place);
            var to = Math.Min(begin + count, place + mark.Length);
            if (from < to)
            {
                mark[(from - place)..(to - place)].CopyTo(target[(from - begin)..]);
            }
        }

        return count;
    }
}
