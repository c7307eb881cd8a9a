using Reconvene.Client.Recordings;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings.Download;

namespace Reconvene.Server.Pages.OneRecording.Playing;

/// <summary>What of a recording is played: of each stretch the film that shows most, or its sound.</summary>
/// <param name="Parts">In order of time; empty when nothing can be played.</param>
/// <param name="HasBoth">Whether there is film as well as sound alone.</param>
internal sealed record PlayedParts(IReadOnlyList<PlayedPart> Parts, bool HasBoth)
{
    /// <summary>The files whose times the transcript goes by.</summary>
    private static readonly HashSet<string> Texts = new(["TRANSCRIPT", "PHONE_TRANSCRIPT", "CC", "CHAT", "TIMELINE"], StringComparer.Ordinal);

    /// <summary>Zoom's films, those that show both what was shared and who spoke before others.</summary>
    private static readonly string[] Views =
    [
        "shared_screen_with_speaker_view(CC)", "shared_screen_with_speaker_view", "shared_screen_with_gallery_view", "active_speaker",
        "speaker_view", "gallery_view", "shared_screen", "audio_only",
    ];

    /// <summary>Chooses among the files that are held.</summary>
    /// <param name="files">All of the recording's.</param>
    /// <param name="wantsSound">Sound alone where there is both.</param>
    public static PlayedParts Of(IReadOnlyList<RecordingFileView> files, bool wantsSound)
    {
        var media = files.Where(IsPlayed).ToList();
        var chosen = media
            .GroupBy(file => file.RecordingStart)
            .OrderBy(stretch => stretch.Key ?? DateTimeOffset.MaxValue)
            .Select(stretch => stretch.OrderBy(file => IsSound(file) != wantsSound).ThenBy(Rank).ThenBy(file => file.Id).First())
            .ToList();
        return new PlayedParts([.. Placed(chosen, OriginOf(files, chosen))], media.Exists(IsSound) && !media.TrueForAll(IsSound));
    }

    /// <summary>The part that plays a moment; null when nothing can be played.</summary>
    public PlayedPart? At(long milliseconds) => Parts.LastOrDefault(part => part.OffsetMs <= milliseconds) ?? (Parts.Count > 0 ? Parts[0] : null);

    private static IEnumerable<PlayedPart> Placed(IReadOnlyList<RecordingFileView> chosen, DateTimeOffset? origin)
    {
        var end = TimeSpan.Zero;
        foreach (var file in chosen)
        {
            // Without a time of its own, a file can only follow those before it, as in the transcript.
            var offset = file.RecordingStart - origin ?? end;
            yield return new PlayedPart(file.Id, (long)offset.TotalMilliseconds, IsSound(file));
            end = offset + (file.RecordingEnd - file.RecordingStart ?? TimeSpan.Zero);
        }
    }

    /// <summary>When the transcript's clock begins: with the first text, or with the first sound that was recognised.</summary>
    private static DateTimeOffset? OriginOf(IReadOnlyList<RecordingFileView> files, IReadOnlyList<RecordingFileView> chosen) =>
        files.Where(file => file.HeldAt is not null && Texts.Contains(file.FileType)).Min(file => file.RecordingStart)
        ?? chosen.Min(file => file.RecordingStart);

    private static bool IsPlayed(RecordingFileView file) =>
        file.State is FileState.Held && Type(file) is ("video" or "audio")
        && !file.RecordingType.Contains("interpretation", StringComparison.Ordinal)
        && file.RecordingType is not ("host_video" or "audio_only_each_participant");

    private static bool IsSound(RecordingFileView file) => Type(file) is "audio";

    private static int Rank(RecordingFileView file) =>
        Array.IndexOf(Views, file.RecordingType) is >= 0 and var place ? place : Views.Length;

    private static string Type(RecordingFileView file) => ContentTypes.Of(file.FileType).Split('/')[0];
}
