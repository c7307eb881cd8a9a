using System.Globalization;
using System.Text.Json;
using Reconvene.Server.Platform.Programs;

namespace Reconvene.Server.Recordings.Probe;

/// <summary>
/// Asks ffprobe what a file is. It is told which format to expect, so that a file which is really a playlist, and names
/// others to be opened, is no film; and it may open nothing but files, in a process that has no network.
/// </summary>
internal sealed class MediaProbe(OutsidePrograms programs)
{
    public const string Program = "ffprobe";

    /// <summary>The container of Zoom's meetings and webinars. Phone's sound is MP3 as well, and is not looked into.</summary>
    public static readonly IReadOnlySet<string> Extensions = new HashSet<string>(["mp4", "m4a"], StringComparer.OrdinalIgnoreCase);

    private const int LongestReason = 300;
    private static readonly TimeSpan LongestFilm = TimeSpan.FromDays(7);

    private static readonly ProgramLimits Limits = new(
        TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30), MemoryBytes: 1L << 30, OutputBytes: 1 << 20);

    /// <summary>Null when ffprobe is not installed, which is no fault.</summary>
    public async Task<MediaFacts?> RunAsync(string path, CancellationToken cancellation)
    {
        if (OutsidePrograms.Find(Program) is null)
        {
            return null;
        }

        return await programs.RunAsync(Program, Arguments(path), Limits, cancellation) switch
        {
            ProgramOutcome.Ended { ExitCode: 0 } ended => Read(ended.Output),
            ProgramOutcome.Ended ended => MediaFacts.Unreadable(Cut($"ffprobe could not read it ({ended.ExitCode}): {WithoutPath(ended.Error, path)}")),
            ProgramOutcome.Stopped stopped => MediaFacts.Unreadable($"ffprobe {stopped.Reason}"),
            ProgramOutcome.NotThere => null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>What keeps ffprobe to this one file.</summary>
    internal static string[] Arguments(string path) =>
    [
        "-v", "error",
        "-protocol_whitelist", "file",
        "-f", "mov",
        "-show_entries", "format=duration:stream=codec_type,codec_name",
        "-of", "json",
        "-i", $"file:{path}",
    ];

    private static MediaFacts Read(byte[] output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            var streams = document.RootElement.TryGetProperty("streams", out var list) && list.ValueKind is JsonValueKind.Array
                ? list.EnumerateArray().Select(stream => (Type: Text(stream, "codec_type"), Codec: Text(stream, "codec_name"))).ToList()
                : [];
            var told = document.RootElement.TryGetProperty("format", out var format) ? Text(format, "duration") : null;
            if (streams.Count is 0)
            {
                return MediaFacts.Unreadable("there is neither picture nor sound in it.");
            }

            var codecs = string.Join(',', streams.Select(stream => stream.Codec ?? "unknown").Distinct(StringComparer.Ordinal).Take(8));
            var hasAudio = streams.Exists(stream => stream.Type is "audio");
            return double.TryParse(told, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0 && seconds <= LongestFilm.TotalSeconds
                ? new MediaFacts(TimeSpan.FromSeconds(seconds), hasAudio, codecs, null)
                : new MediaFacts(null, hasAudio, codecs, Cut($"it says that it lasts {told ?? "no known number of"} seconds, which cannot be."));
        }
        catch (JsonException)
        {
            return MediaFacts.Unreadable("ffprobe said something else than JSON.");
        }
    }

    /// <summary>A codec's or a type's name, which is ffprobe's; a number is as text there.</summary>
    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 and <= 40 } text
            ? text
            : null;

    private static string WithoutPath(string error, string path) =>
        error.Length is 0 ? "it said nothing." : error.Replace(path, "the file", StringComparison.Ordinal);

    private static string Cut(string text) =>
        text.Length <= LongestReason ? text : string.Concat(text.AsSpan(0, LongestReason - 1), "…");
}
