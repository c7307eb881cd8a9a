using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>A transcript in each of the forms that can be asked for.</summary>
internal static class TranscriptShapes
{
    private const int FirstToken = 50_364;

    public static JsonObject Json(Transcript transcript) => new() { ["text"] = transcript.Text, ["usage"] = Usage(transcript) };

    public static JsonObject Verbose(Transcript transcript, TranscriptionRequest asked)
    {
        var body = new JsonObject
        {
            ["task"] = "transcribe",
            ["language"] = transcript.Language,
            ["duration"] = Seconds(transcript.Duration.TotalSeconds),
            ["text"] = transcript.Text,
        };
        if (asked.WithWords)
        {
            body["words"] = new JsonArray([.. transcript.Segments.SelectMany(Words)]);
        }

        if (asked.WithSegments)
        {
            body["segments"] = new JsonArray([.. transcript.Segments.Select((segment, index) => Segment(segment, index, asked.Temperature))]);
        }

        body["usage"] = Usage(transcript);
        return body;
    }

    public static string Text(Transcript transcript) => transcript.Text + "\n";

    public static string Srt(Transcript transcript)
    {
        var text = new StringBuilder();
        foreach (var (index, segment) in transcript.Segments.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"{index + 1}\n{Stamp(segment.From, ',')} --> {Stamp(segment.To, ',')}\n{segment.Text}\n\n");
        }

        return text.Append('\n').ToString();
    }

    public static string Vtt(Transcript transcript)
    {
        var text = new StringBuilder("WEBVTT\n\n");
        foreach (var segment in transcript.Segments)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Stamp(segment.From, '.')} --> {Stamp(segment.To, '.')}\n{segment.Text}\n\n");
        }

        return text.ToString();
    }

    private static JsonObject Segment(HeardSegment segment, int index, double temperature) => new()
    {
        ["id"] = index,
        ["seek"] = (int)(segment.From * 100),
        ["start"] = Seconds(segment.From),
        ["end"] = Seconds(segment.To),

        // Whisper's tokens begin with the space before a word, and so do its segments.
        ["text"] = " " + segment.Text,
        ["tokens"] = new JsonArray([.. segment.Text.Split(' ').Select((_, i) => (JsonNode)(FirstToken + i))]),
        ["temperature"] = temperature,
        ["avg_logprob"] = -0.25,
        ["compression_ratio"] = CompressionOf(segment.Text),
        ["no_speech_prob"] = 0.01,
    };

    private static IEnumerable<JsonNode> Words(HeardSegment segment)
    {
        var words = segment.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var length = (segment.To - segment.From) / Math.Max(1, words.Length);
        return words.Select((word, i) => new JsonObject
        {
            ["word"] = word.Trim('.', ',', '!', '?', ':', ';', '«', '»', '"'),
            ["start"] = Seconds(segment.From + (i * length)),
            ["end"] = Seconds(segment.From + ((i + 1) * length)),
        });
    }

    /// <summary>Greater the more a text repeats itself.</summary>
    private static double CompressionOf(string text)
    {
        var words = text.Split(' ');
        return Math.Round(1.2 * words.Length / words.Distinct(StringComparer.OrdinalIgnoreCase).Count(), 3);
    }

    private static JsonObject Usage(Transcript transcript) => new()
    {
        ["type"] = "duration", ["seconds"] = (int)Math.Ceiling(transcript.Duration.TotalSeconds),
    };

    private static double Seconds(double seconds) => Math.Round(seconds, 3);

    private static string Stamp(double seconds, char point)
    {
        var at = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalHours:00}:{at.Minutes:00}:{at.Seconds:00}{point}{at.Milliseconds:000}");
    }
}
