using System.Text.Json;
using Reconvene.Server.Platform;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts.Speakers;

/// <summary>
/// Reads Zoom's timeline of a recording, which says who was heard from each moment on; nobody is silence. Its refined form
/// is taken where there is one. No content makes it throw: what cannot be read tells nothing.
/// </summary>
internal static class TimelineReader
{
    private const int LongestName = 300;
    private const long LargestBytes = VttReader.LargestInputBytes;

    /// <summary>The last entry has no end of its own: it lasts as long as anybody speaks.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromDays(1);

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };

    public static async Task<IReadOnlyList<Turn>> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        if (stream.Length > LargestBytes)
        {
            return [];
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(stream, Json, cancellation);
            var refined = Read(document.RootElement.Member("timeline_refine"));
            return refined.Count > 0 ? refined : Read(document.RootElement.Member("timeline"));
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static List<Turn> Read(JsonElement timeline)
    {
        var moments = new List<(TimeSpan At, IReadOnlyList<string> Names)>();
        foreach (var entry in timeline.Elements())
        {
            if (entry.Member("ts").AsText() is { } text && VttTiming.TryReadMoment(text, out var at))
            {
                moments.Add((at, Names(entry.Member("users"))));
            }
        }

        moments.Sort((one, other) => one.At.CompareTo(other.At));
        var turns = new List<Turn>();
        for (var i = 0; i < moments.Count; i++)
        {
            var (at, names) = moments[i];
            var end = i + 1 < moments.Count ? moments[i + 1].At : at + LongestTurn;
            if (names.Count > 0 && end > at)
            {
                turns.Add(new Turn(at, end, names));
            }
        }

        return turns;
    }

    private static string[] Names(JsonElement users) =>
    [
        .. users.Elements()
            .Select(user => PlainText.Cut(PlainText.OneLine(user.TextOrNumberOf("username") ?? ""), LongestName).TrimEnd())
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.Ordinal),
    ];
}
