using System.Globalization;
using System.Text;

namespace Reconvene.Bench.Transcripts;

/// <summary>What one writes in ten minutes: the whole text in memory, split at blank lines, each block at its lines.</summary>
internal static class SplitVtt
{
    public static List<(TimeSpan Start, TimeSpan End, string? Speaker, string Text)> Read(byte[] bytes)
    {
        var cues = new List<(TimeSpan, TimeSpan, string?, string)>();
        foreach (var block in Encoding.UTF8.GetString(bytes).Split("\r\n\r\n"))
        {
            var lines = block.Split("\r\n");
            if (lines.Length < 3)
            {
                continue;
            }

            var times = lines[1].Split(" --> ");
            var words = string.Join(' ', lines[2..]).Split(": ", 2);
            cues.Add((
                TimeSpan.Parse(times[0], CultureInfo.InvariantCulture),
                TimeSpan.Parse(times[1], CultureInfo.InvariantCulture),
                words.Length is 2 ? words[0] : null,
                words[^1]));
        }

        return cues;
    }
}
