using System.Globalization;
using Reconvene.Simulator.OpenAi.Control;

namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>
/// Hears: lays the pattern of sounds and silences of an upload over that of each known recording, and takes the place where they
/// agree best, again and again until nothing more is known. What stays is told as a tone.
/// </summary>
internal sealed class Recogniser(IReadOnlyList<HeardRecording> known)
{
    // A codec shifts and smears what it is given by this much at most; pitches differ by sixty Hertz.
    private const double Tolerance = 0.2;
    private const double SamePitch = 12;
    private const double EdgeSeconds = 0.05;
    private const double Agreement = 0.8;

    public IReadOnlyList<HeardSegment> Hear(Sound sound)
    {
        var seconds = sound.Duration.TotalSeconds;
        var open = Stretches.In(sound).ToList();
        var segments = new List<HeardSegment>();
        var sounds = open.Count == 0 ? [] : known.DistinctBy(KeyOf, StringComparer.Ordinal).Select(recording => new KnownSound(recording)).ToList();
        while (open.Count > 0 && Best(open, sounds, seconds) is { } match)
        {
            var found = match.Explained.SelectMany(stretch => SegmentsIn(stretch, match, seconds)).ToList();
            segments.AddRange(found);
            open.RemoveAll(match.Explained.Contains);
        }

        segments.AddRange(open.Select(stretch => new HeardSegment(
            stretch.From, stretch.To, string.Create(CultureInfo.InvariantCulture, $"Tone of {Math.Round(stretch.Hz)} Hz."))));
        return [.. segments.OrderBy(segment => segment.From)];
    }

    /// <summary>The same conversation, with the same times, may have been held in many meetings.</summary>
    private static string KeyOf(HeardRecording recording) =>
        string.Join('\n', recording.Lines.Select(line => $"{line.StartsAt.Ticks} {line.EndsAt.Ticks} {line.Text}"));

    private static Match? Best(List<Stretch> open, List<KnownSound> sounds, double seconds)
    {
        Match? best = null;
        foreach (var sound in sounds)
        {
            foreach (var offset in Offsets(open, sound, seconds))
            {
                var match = Compare(open, sound, offset, seconds);
                best = match is not null && match.Score > (best?.Score ?? 0) ? match : best;
            }
        }

        return best;
    }

    /// <summary>Where the upload could begin in the recording: wherever an edge, or both, of a stretch meets those of one that is known.</summary>
    private static IEnumerable<double> Offsets(List<Stretch> open, KnownSound sound, double seconds)
    {
        foreach (var (heard, said) in open.SelectMany(heard => sound.Stretches.Select(said => (heard, said))))
        {
            var cutBefore = heard.From < EdgeSeconds;
            var cutAfter = heard.To > seconds - EdgeSeconds;
            var difference = said.Length - heard.Length;
            var fits = cutBefore || cutAfter ? difference > -Tolerance : Math.Abs(difference) <= Tolerance;
            if (fits && (said.Hz is 0 || Math.Abs(heard.Hz - said.Hz) <= SamePitch) && !(cutBefore && cutAfter && difference > Tolerance))
            {
                yield return cutBefore && !cutAfter ? said.To - heard.To : said.From - heard.From;
            }
        }
    }

    /// <summary>
    /// Counts agreement from the first stretch that fits to the last, or, when only one does, wherever the two overlap. Null when it is
    /// not enough to be the same.
    /// </summary>
    private static Match? Compare(List<Stretch> open, KnownSound sound, double offset, double seconds)
    {
        var agreed = open.ConvertAll(stretch => AgreedSeconds(stretch, sound, offset));
        var explained = open.Where((stretch, i) => agreed[i] >= Agreement * stretch.Length).ToList();
        if (explained.Count == 0)
        {
            return null;
        }

        var isAlone = explained.Count == 1;
        var from = isAlone ? Math.Max(0, -offset) : explained[0].From;
        var to = isAlone ? Math.Min(seconds, sound.Length - offset) : explained[^1].To;
        var (right, wrong) = (0.0, Silent(open, sound, offset, from, to));
        foreach (var (i, stretch) in open.Index().Where(pair => pair.Item.From < to && pair.Item.To > from))
        {
            right += agreed[i];
            wrong += stretch.Length - agreed[i];
        }

        return right >= Agreement * (right + wrong) ? new Match(sound, offset, explained, right - wrong) : null;
    }

    /// <summary>For how long a stretch sounds as the recording does there.</summary>
    private static double AgreedSeconds(Stretch stretch, KnownSound sound, double offset)
    {
        if (stretch.From + offset >= sound.Length || stretch.To + offset <= 0)
        {
            return 0;
        }

        var isMixed = sound.IsMixed(stretch.From + offset + Tolerance, stretch.To + offset - Tolerance);
        var steps = Math.Max(1, (int)(stretch.Length / KnownSound.Step));
        var agreed = Enumerable.Range(0, steps).Count(i =>
            sound.HzAt(stretch.From + offset + ((i + 0.5) * KnownSound.Step)) is var hz && hz > 0 && (isMixed || Math.Abs(hz - stretch.Hz) <= SamePitch));
        return stretch.Length * agreed / steps;
    }

    /// <summary>How long the recording speaks where the upload is silent.</summary>
    private static double Silent(List<Stretch> open, KnownSound sound, double offset, double from, double to) => sound.Stretches.Sum(said =>
    {
        var (begin, end) = (Math.Max(from, said.From - offset), Math.Min(to, said.To - offset));
        var heard = open.Sum(stretch => Math.Max(0, Math.Min(end, stretch.To) - Math.Max(begin, stretch.From)));
        return Math.Max(0, end - begin - heard);
    });

    /// <summary>A line, or what was heard of it where the upload was cut. Times are those that were heard.</summary>
    private static IEnumerable<HeardSegment> SegmentsIn(Stretch stretch, Match match, double seconds)
    {
        var from = stretch.From + match.Offset - (stretch.From < EdgeSeconds ? 0 : Tolerance);
        var to = stretch.To + match.Offset + (stretch.To > seconds - EdgeSeconds ? 0 : Tolerance);
        foreach (var line in match.Sound.Lines.Where(line => line.From < to && line.To > from))
        {
            var text = line.Between(from, to);
            if (text.Length == 0)
            {
                continue;
            }

            var begin = Math.Max(stretch.From, line.From - match.Offset);
            var end = Math.Min(stretch.To, line.To - match.Offset);
            yield return new HeardSegment(
                begin - stretch.From < Tolerance ? stretch.From : begin, stretch.To - end < Tolerance ? stretch.To : end, text);
        }
    }

    private sealed record Match(KnownSound Sound, double Offset, IReadOnlyList<Stretch> Explained, double Score);
}
