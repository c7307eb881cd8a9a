using System.Globalization;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Pages.OneRecording.Playing;

/// <summary>The second of a recording that an address names: <c>?t=73</c>.</summary>
internal static class Second
{
    private const int Latest = 100 * 3600;

    /// <summary>Null for what is no second: then the page opens at the beginning, as it does without one.</summary>
    public static int? Read(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var second) && second <= Latest ? second : null;

    /// <summary>
    /// What is said at that second. Addresses name whole seconds: the first segment that begins within it is meant, else the
    /// last one that began before.
    /// </summary>
    public static Segment? Find(IReadOnlyList<Segment> segments, int second) =>
        segments.FirstOrDefault(segment => !segment.IsChat && Of(segment) == second)
        ?? segments.FirstOrDefault(segment => Of(segment) == second)
        ?? segments.LastOrDefault(segment => !segment.IsChat && Of(segment) < second);

    private static long Of(Segment segment) => (long)segment.Start.TotalSeconds;
}
