using System.Numerics;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts.Speakers;

/// <summary>
/// Gives stretches of speech the names of who was heard at the time, when both were written down by clocks of their own: first the
/// shift of at most half a minute is found at which speech and silence of the two agree best, then each stretch is
/// theirs who were heard longest in it.
/// </summary>
internal static class AlignSpeakers
{
    private static readonly TimeSpan MostShift = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(100);

    /// <summary>Who was heard for less of a stretch may have coughed.</summary>
    private const double LeastShare = 0.2;

    /// <summary>So long a stretch was said by several, unless one was heard for most of it.</summary>
    private static readonly TimeSpan LongStretch = TimeSpan.FromSeconds(60);
    private const double LeastShareOfLong = 0.6;

    /// <summary>Where the turns never pause, nothing but their edges could be compared, and those tell of no shift.</summary>
    private const int FewestPauses = 3;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(300);

    /// <summary>No recording is longer; a time beyond is a slip of the pen.</summary>
    private static readonly TimeSpan LongestRecording = TimeSpan.FromDays(1);

    /// <summary>The gap that may lie between a stretch in which nobody is known to be heard and the turn it belongs to.</summary>
    private static readonly TimeSpan Nearby = TimeSpan.FromSeconds(1);

    /// <summary>The same speech with names where they are known; what has a name keeps it.</summary>
    /// <param name="said">In order of time.</param>
    /// <param name="turns">In order of time, by another clock.</param>
    public static IReadOnlyList<VttCue> Name(IReadOnlyList<VttCue> said, IReadOnlyList<Turn> turns)
    {
        if (said.Count is 0 || turns.Count is 0 || said.All(cue => cue.Speaker is not null))
        {
            return said;
        }

        var shift = Pauses(turns) >= FewestPauses ? BestShift(said, turns) : TimeSpan.Zero;
        var shifted = turns.Select(turn => turn with { Start = turn.Start + shift, End = turn.End + shift }).ToList();
        var named = new VttCue[said.Count];
        var first = 0;
        for (var i = 0; i < said.Count; i++)
        {
            var cue = said[i];
            while (first < shifted.Count && shifted[first].End + Nearby < cue.Start)
            {
                first++;
            }

            named[i] = cue.Speaker is null ? cue with { Speaker = NameOf(cue, shifted, first) } : cue;
        }

        return named;
    }

    /// <summary>What to add to the times of the turns; of equally good shifts the smallest.</summary>
    public static TimeSpan BestShift(IReadOnlyList<VttCue> said, IReadOnlyList<Turn> turns)
    {
        var most = (int)(MostShift / Grain);
        // What was heard after the last word says nothing of when that was.
        var end = said.Max(cue => cue.End) + MostShift is var last && last < LongestRecording ? last : LongestRecording;
        var length = (int)(end / Grain) + 1;
        var speech = Bits(said.Select(cue => (cue.Start, cue.End)), length);
        var heard = Bits(turns.Select(turn => (turn.Start, turn.End)), length);
        var (best, bestDiffering) = (0, long.MaxValue);
        for (var steps = 0; steps <= most; steps++)
        {
            foreach (var shift in steps is 0 ? [0] : new[] { steps, -steps })
            {
                var differing = Differing(speech, heard, shift);
                if (differing < bestDiffering)
                {
                    (best, bestDiffering) = (shift, differing);
                }
            }
        }

        return best * Grain;
    }

    private static string? NameOf(VttCue cue, List<Turn> turns, int first)
    {
        var heard = new Dictionary<string, double>(StringComparer.Ordinal);
        var (nearest, distance) = ((string?)null, Nearby);
        for (var i = first; i < turns.Count && turns[i].Start - Nearby <= cue.End; i++)
        {
            var turn = turns[i];
            var (from, to) = (turn.Start > cue.Start ? turn.Start : cue.Start, turn.End < cue.End ? turn.End : cue.End);
            if (to > from)
            {
                foreach (var name in turn.Names)
                {
                    // At once with others, they were heard as a part.
                    heard[name] = heard.GetValueOrDefault(name) + ((to - from).TotalSeconds / turn.Names.Count);
                }
            }
            else if (from - to <= distance)
            {
                (nearest, distance) = (turn.Names[0], from - to);
            }
        }

        if (heard.Count is 0)
        {
            return nearest;
        }

        var loudest = heard.MaxBy(one => one.Value);
        var length = cue.End - cue.Start;
        return loudest.Value >= (length > LongStretch ? LeastShareOfLong : LeastShare) * length.TotalSeconds ? loudest.Key : null;
    }

    private static int Pauses(IReadOnlyList<Turn> turns)
    {
        var (pauses, end) = (0, turns[0].End);
        foreach (var turn in turns)
        {
            pauses += turn.Start - end > ShortestPause ? 1 : 0;
            end = turn.End > end ? turn.End : end;
        }

        return pauses;
    }

    /// <summary>One bit for each grain in which somebody is heard.</summary>
    private static ulong[] Bits(IEnumerable<(TimeSpan Start, TimeSpan End)> heard, int length)
    {
        var bits = new ulong[(length + 63) / 64];
        foreach (var (start, end) in heard)
        {
            var to = Math.Min(length - 1, (int)(end / Grain));
            for (var at = (int)(start / Grain); at <= to; at++)
            {
                bits[at / 64] |= 1UL << (at % 64);
            }
        }

        return bits;
    }

    /// <summary>In how many grains only one of the two is heard, with the other moved by so many.</summary>
    private static long Differing(ulong[] one, ulong[] other, int shift)
    {
        var differing = 0L;
        for (var i = 0; i < one.Length; i++)
        {
            differing += BitOperations.PopCount(one[i] ^ Moved(other, i, shift));
        }

        return differing;
    }

    private static ulong Moved(ulong[] bits, int word, int shift)
    {
        // Whole words first, downwards for a later time; what is left comes from two neighbours.
        var from = (word * 64) - shift;
        var (at, offset) = (Math.DivRem(from, 64, out var rest) - (rest < 0 ? 1 : 0), (rest + 64) % 64);
        var low = at >= 0 && at < bits.Length ? bits[at] >> offset : 0;
        var high = offset > 0 && at + 1 >= 0 && at + 1 < bits.Length ? bits[at + 1] << (64 - offset) : 0;
        return low | high;
    }
}
