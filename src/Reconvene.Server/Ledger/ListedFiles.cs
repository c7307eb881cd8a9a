using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Ledger;

/// <summary>What of a listing the ledger keeps.</summary>
internal static class ListedFiles
{
    private const int LongestUuid = 200;
    private const int LongestKey = 300;

    /// <summary>Every file of a recording; a participant's own sound is listed apart and without saying what it is.</summary>
    public static IEnumerable<ZoomRecordingFile> EveryFile(this ZoomRecording recording) =>
        recording.AllFiles().Where(CanKeep);

    /// <summary>Whether the ledger can keep it under its name.</summary>
    public static bool CanKeep(this ZoomRecording recording) => LedgerText.IsName(recording.Uuid, LongestUuid);

    /// <summary>What is passed over, each as a sentence.</summary>
    public static IEnumerable<string> Unkeepable(this ZoomRecording recording) => recording.CanKeep()
        ? recording.AllFiles().Where(file => !CanKeep(file)).Select(file =>
            $"$.meetings[uuid={recording.Uuid}]: the id of a file ({file.FileType}) has more than {LongestKey} characters or a zero among them.")
        : [$"$.meetings: the uuid of a recording has more than {LongestUuid} characters or a zero among them."];

    private static bool CanKeep(ZoomRecordingFile file) => LedgerText.IsName(file.FileKey, LongestKey);

    private static IEnumerable<ZoomRecordingFile> AllFiles(this ZoomRecording recording) =>
        recording.Files.Concat(recording.ParticipantAudioFiles.Select(file =>
            file.RecordingType is null ? file with { RecordingType = RecordingType.AudioOnlyEachParticipant } : file));
}
