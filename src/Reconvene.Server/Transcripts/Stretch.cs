using Reconvene.Server.Recordings;
using Reconvene.Server.Transcripts.Recognition;

namespace Reconvene.Server.Transcripts;

/// <summary>
/// What there is of one stretch of a recording: it was stopped and started again between two of them, and each has files
/// with times of their own.
/// </summary>
/// <param name="StartAt">When it began; null when Zoom did not say.</param>
/// <param name="Files">Its text files.</param>
/// <param name="Recognised">What was recognised of its sound here; null when nothing was.</param>
internal sealed record Stretch(DateTimeOffset? StartAt, IReadOnlyList<HeldTextFile> Files, RecognisedFile? Recognised)
{
    /// <summary>Whether a file says what was spoken.</summary>
    public static bool TellsSpeech(HeldTextFile file) =>
        file.Kind is HeldTextKind.Transcript or HeldTextKind.PhoneTranscript or HeldTextKind.Captions;

    /// <summary>In order of time; one without a time of its own is last.</summary>
    public static IReadOnlyList<Stretch> Of(IReadOnlyList<HeldTextFile> files, IReadOnlyList<RecognisedFile> recognised) =>
    [
        .. files.Select(file => file.RecordingStartAt)
            .Concat(recognised.Where(file => file.Failure is null).Select(file => file.RecordingStartAt))
            .Distinct()
            .OrderBy(start => start ?? DateTimeOffset.MaxValue)
            .Select(start => new Stretch(
                start,
                [.. files.Where(file => file.RecordingStartAt == start).DistinctBy(file => (file.Kind, file.Sha256)).OrderBy(file => file.FileId)],
                recognised.FirstOrDefault(file => file.RecordingStartAt == start && file.Failure is null))),
    ];

    public IEnumerable<HeldTextFile> OfKind(HeldTextKind kind) => Files.Where(file => file.Kind == kind);
}
