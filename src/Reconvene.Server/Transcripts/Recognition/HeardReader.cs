using System.Text;
using System.Text.Json;
using Reconvene.Server.Platform;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>
/// Reads the forms of JSON in which recognisers tell what they heard: OpenAI's, with times in seconds, and whisper.cpp's. Nothing
/// about their shape is taken for granted.
/// </summary>
internal static class HeardReader
{
    private const double LongestSeconds = 86_400;
    private const int LongestText = 20_000;
    private const int LongestLanguage = 100;

    /// <summary>All that is kept of one piece; nobody says more in a quarter of an hour.</summary>
    private const int MostText = 1_000_000;
    private const int MostSegments = 20_000;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };

    /// <summary>What was heard; null when this is no such JSON, or more than can have been said.</summary>
    /// <param name="json">As it came. Bytes that are no UTF-8 are replaced: whisper.cpp may cut a letter in two.</param>
    /// <param name="length">Of the piece; a text without times was said somewhere in it.</param>
    public static Heard? Read(byte[] json, TimeSpan length)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(json), Json);
            return Read(document.RootElement, length) is { } heard && IsPossible(heard.Segments) ? heard : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Heard? Read(JsonElement root, TimeSpan length)
    {
        if (root.Member("transcription") is { ValueKind: JsonValueKind.Array } transcription)
        {
            return new Heard(
                Language(root.Member("result").TextOf("language")), [.. transcription.Elements().Select(OfOffsets).OfType<HeardSegment>()]);
        }

        var language = Language(root.TextOf("language"));
        var segments = root.Member("segments");
        List<HeardSegment> heard = [.. segments.Elements().Select(OfSeconds).OfType<HeardSegment>()];

        // A model that tells no times has at least said it within the piece.
        if (heard.Count is 0 && Make(0, length.TotalMilliseconds, root.TextOf("text")) is { } whole)
        {
            heard.Add(whole);
        }

        return heard.Count > 0 || segments.ValueKind is JsonValueKind.Array || root.TextOf("text") is not null ? new Heard(language, heard) : null;
    }

    private static bool IsPossible(IReadOnlyList<HeardSegment> segments) =>
        segments.Count <= MostSegments && segments.Sum(segment => segment.Text.Length) <= MostText;

    private static HeardSegment? OfSeconds(JsonElement segment) =>
        Make(Number(segment, "start") * 1000, Number(segment, "end") * 1000, segment.TextOf("text")) is { } made
            ? made with { LogProbability = Number(segment, "avg_logprob"), NoSpeech = Number(segment, "no_speech_prob") }
            : null;

    /// <summary>Of whisper.cpp, in milliseconds.</summary>
    private static HeardSegment? OfOffsets(JsonElement segment) =>
        Make(Number(segment.Member("offsets"), "from"), Number(segment.Member("offsets"), "to"), segment.TextOf("text"));

    private static HeardSegment? Make(double? start, double? end, string? text)
    {
        var words = PlainText.Cut(PlainText.OneLine(text ?? ""), LongestText);
        if (start is not (>= 0 and < LongestSeconds * 1000) || words.Length is 0)
        {
            return null;
        }

        var last = end is { } told && told >= start && told < LongestSeconds * 1000 ? told : start.Value;
        return new HeardSegment((long)start.Value, (long)last, words);
    }

    private static string? Language(string? told) =>
        told is null ? null : PlainText.Cut(PlainText.OneLine(told), LongestLanguage) is { Length: > 0 } language ? language : null;

    private static double? Number(JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value) ? value
        : double.TryParse(element.TextOf(name), System.Globalization.CultureInfo.InvariantCulture, out var written) && double.IsFinite(written) ? written
        : null;
}
