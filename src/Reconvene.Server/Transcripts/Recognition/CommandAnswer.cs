using System.Text.Json;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>Reads the two forms of JSON in which programs tell what they heard; nothing about their shape is taken for granted.</summary>
internal static class CommandAnswer
{
    private const double LongestSeconds = 86_400;

    /// <summary>Null when it has neither form.</summary>
    public static Heard? Read(JsonElement root)
    {
        if (root.Member("segments") is { ValueKind: JsonValueKind.Array } segments)
        {
            return new Heard(root.TextOf("language"), [.. segments.EnumerateArray().Select(OfSeconds).OfType<HeardSegment>()]);
        }

        return root.Member("transcription") is { ValueKind: JsonValueKind.Array } transcription
            ? new Heard(root.Member("result").TextOf("language"), [.. transcription.EnumerateArray().Select(OfOffsets).OfType<HeardSegment>()])
            : null;
    }

    private static HeardSegment? OfSeconds(JsonElement segment) =>
        Make(Number(segment, "start") * 1000, Number(segment, "end") * 1000, segment.TextOf("text")) is { } made
            ? made with { LogProbability = Number(segment, "avg_logprob"), NoSpeech = Number(segment, "no_speech_prob") }
            : null;

    /// <summary>Of whisper.cpp, in milliseconds.</summary>
    private static HeardSegment? OfOffsets(JsonElement segment) =>
        Make(Number(segment.Member("offsets"), "from"), Number(segment.Member("offsets"), "to"), segment.TextOf("text"));

    private static HeardSegment? Make(double? start, double? end, string? text)
    {
        if (start is not (>= 0 and < LongestSeconds * 1000) || string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var last = end is { } told && told >= start && told < LongestSeconds * 1000 ? told : start.Value;
        return new HeardSegment((long)start.Value, (long)last, text.Trim());
    }

    private static double? Number(JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;
}
