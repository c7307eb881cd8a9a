using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Ledger;

internal static class ListedFiles
{
    /// <summary>Every file of a recording; a participant's own sound is listed apart and without saying what it is.</summary>
    public static IEnumerable<ZoomRecordingFile> EveryFile(this ZoomRecording recording) =>
        recording.Files.Concat(recording.ParticipantAudioFiles.Select(file =>
            file.RecordingType is null ? file with { RecordingType = RecordingType.AudioOnlyEachParticipant } : file));
}
