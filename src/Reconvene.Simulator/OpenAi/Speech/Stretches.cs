namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>Finds the stretches of sound by their energy, and their edges to the sample.</summary>
internal static class Stretches
{
    private const double FrameSeconds = 0.02;
    private const float Faintest = 0.002f;
    private const float OfLoudest = 0.1f;
    private const float EdgeOfPeak = 0.25f;

    // Shorter silences are how a codec writes a tone, and shorter sounds are clicks.
    private const int ShortestSilence = 3;
    private const int ShortestSound = 2;

    public static IReadOnlyList<Stretch> In(Sound sound)
    {
        var frame = Math.Max(1, (int)(sound.Rate * FrameSeconds));
        var energies = Energies(sound.Samples, frame);
        var threshold = Math.Max(Faintest, OfLoudest * energies.DefaultIfEmpty(0).Max());
        return [.. Runs(energies, threshold).Select(run => StretchOf(sound, run.First * frame, Math.Min(sound.Samples.Length, (run.Last + 1) * frame), frame))];
    }

    private static float[] Energies(float[] samples, int frame)
    {
        var energies = new float[(samples.Length + frame - 1) / frame];
        for (var i = 0; i < energies.Length; i++)
        {
            var part = samples.AsSpan(i * frame, Math.Min(frame, samples.Length - (i * frame)));
            var sum = 0f;
            foreach (var sample in part)
            {
                sum += sample * sample;
            }

            energies[i] = MathF.Sqrt(sum / part.Length);
        }

        return energies;
    }

    private static List<(int First, int Last)> Runs(float[] energies, float threshold)
    {
        var runs = new List<(int First, int Last)>();
        for (var i = 0; i < energies.Length; i++)
        {
            if (energies[i] < threshold)
            {
                continue;
            }

            if (runs.Count > 0 && i - runs[^1].Last <= ShortestSilence)
            {
                runs[^1] = (runs[^1].First, i);
            }
            else
            {
                runs.Add((i, i));
            }
        }

        runs.RemoveAll(run => run.Last - run.First + 1 < ShortestSound);
        return runs;
    }

    /// <summary>A frame is a coarse ruler: the sound begins where it first reaches a quarter of its height, and may do so a frame before.</summary>
    private static Stretch StretchOf(Sound sound, int from, int to, int frame)
    {
        var samples = sound.Samples;
        var peak = 0f;
        for (var i = from; i < to; i++)
        {
            peak = Math.Max(peak, Math.Abs(samples[i]));
        }

        var first = Math.Max(0, from - frame);
        while (first < to - 1 && Math.Abs(samples[first]) < peak * EdgeOfPeak)
        {
            first++;
        }

        var last = Math.Min(samples.Length, to + frame) - 1;
        while (last > first && Math.Abs(samples[last]) < peak * EdgeOfPeak)
        {
            last--;
        }

        return new Stretch((double)first / sound.Rate, (last + 1.0) / sound.Rate, Pitch(sound, first, last));
    }

    /// <summary>Where the sound passes zero on its way up, between samples; the edges are left out, where a codec rings.</summary>
    private static double Pitch(Sound sound, int first, int last)
    {
        var margin = Math.Min((last - first) / 4, sound.Rate / 20);
        var (begin, end, count) = (0.0, 0.0, 0);
        for (var i = first + margin; i < last - margin; i++)
        {
            var (now, next) = (sound.Samples[i], sound.Samples[i + 1]);
            if (now >= 0 || next < 0)
            {
                continue;
            }

            var at = i + (now / (double)(now - next));
            begin = count == 0 ? at : begin;
            end = at;
            count++;
        }

        return count < 2 ? 0 : (count - 1) * sound.Rate / (end - begin);
    }
}
