using Reconvene.Simulator.OpenAi.Control;

namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>A known recording as it sounds: who is heard at each moment, and where each line stands.</summary>
internal sealed class KnownSound
{
    public const double Step = 0.02;

    private const double Together = 0.06;

    private readonly float[] _hz;

    public KnownSound(HeardRecording recording)
    {
        Lines = [.. recording.Lines.Select(line => new KnownLine(
            line.StartsAt.TotalSeconds, line.EndsAt.TotalSeconds, line.VoiceHz, line.Text)).Where(line => line.Length > 0)];
        Length = Lines.Select(line => line.To).DefaultIfEmpty(0).Max();
        _hz = new float[(int)Math.Ceiling(Length / Step)];
        foreach (var line in Lines)
        {
            var from = (int)(line.From / Step);
            _hz.AsSpan(from, Math.Min(_hz.Length, (int)(line.To / Step)) - from).Fill((float)line.Hz);
        }

        Stretches = Joined(Lines);
    }

    public double Length { get; }

    public IReadOnlyList<KnownLine> Lines { get; }

    /// <summary>The lines with no silence in between put together; their pitch is 0 when voices differ.</summary>
    public IReadOnlyList<Stretch> Stretches { get; }

    /// <summary>How high it sounds at a moment; 0 for silence.</summary>
    public double HzAt(double seconds)
    {
        var step = (int)(seconds / Step);
        return seconds >= 0 && step < _hz.Length ? _hz[step] : 0;
    }

    /// <summary>Several voices follow one another: what is heard has a pitch between theirs.</summary>
    public bool IsMixed(double from, double to) =>
        Lines.Where(line => line.To > from && line.From < to).Select(line => line.Hz).Distinct().Skip(1).Any();

    private static List<Stretch> Joined(IReadOnlyList<KnownLine> lines)
    {
        var joined = new List<Stretch>();
        foreach (var line in lines.OrderBy(line => line.From))
        {
            if (joined.Count > 0 && line.From - joined[^1].To < Together)
            {
                joined[^1] = joined[^1] with { To = Math.Max(joined[^1].To, line.To), Hz = line.Hz.Equals(joined[^1].Hz) ? line.Hz : 0 };
            }
            else
            {
                joined.Add(new Stretch(line.From, line.To, line.Hz));
            }
        }

        return joined;
    }
}
