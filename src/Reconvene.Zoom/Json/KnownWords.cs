using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Users;

namespace Reconvene.Zoom.Json;

/// <summary>
/// The words that stand in every file of every page: read, they are these same texts and no new ones. What is not here is
/// read like any other text.
/// </summary>
internal static class KnownWords
{
    private const int Longest = 40;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            RecordingFileStatus.Completed.Value,
            RecordingFileStatus.Processing.Value,
            RecordingFileType.Mp4.Value,
            RecordingFileType.M4a.Value,
            RecordingFileType.Chat.Value,
            RecordingFileType.Transcript.Value,
            RecordingFileType.Csv.Value,
            RecordingFileType.Thumbnail.Value,
            RecordingFileType.ClosedCaptions.Value,
            RecordingFileType.ChatMessage.Value,
            RecordingFileType.Summary.Value,
            RecordingFileType.Timeline.Value,
            RecordingType.SharedScreenWithSpeakerViewCaptioned.Value,
            RecordingType.SharedScreenWithSpeakerView.Value,
            RecordingType.SharedScreenWithGalleryView.Value,
            RecordingType.ActiveSpeaker.Value,
            RecordingType.GalleryView.Value,
            RecordingType.SharedScreen.Value,
            RecordingType.AudioOnly.Value,
            RecordingType.AudioTranscript.Value,
            RecordingType.ChatFile.Value,
            RecordingType.ClosedCaption.Value,
            RecordingType.Timeline.Value,
            RecordingType.Summary.Value,
            RecordingType.SummaryNextSteps.Value,
            RecordingType.SummarySmartChapters.Value,
            RecordingType.AudioOnlyEachParticipant.Value,
            UserStatus.Active.Value,
            UserStatus.Inactive.Value,
            UserStatus.Pending.Value,
            "TXT",
            "VTT",
            "JSON",
            "JPG",
        ]).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The word that the reader stands at; null when it is not one of these.</summary>
    public static string? Find(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueIsEscaped || reader.ValueSpan.Length is 0 or > Longest)
        {
            return null;
        }

        Span<char> letters = stackalloc char[Longest];
        return Ascii.ToUtf16(reader.ValueSpan, letters, out var length) is System.Buffers.OperationStatus.Done
            && Words.TryGetValue(letters[..length], out var word)
                ? word
                : null;
    }
}
