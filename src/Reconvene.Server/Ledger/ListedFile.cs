using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Ledger;

/// <summary>A file as Zoom lists it now, and the state that follows from that.</summary>
internal sealed record ListedFile(RecordingId Recording, ZoomRecordingFile File, string State)
{
    private const int LongestType = 100;
    private const int LongestId = 200;
    private const int LongestExtension = 20;

    public string FileType => LedgerText.Of(File.FileType.Value, LongestType);

    public string RecordingType => LedgerText.Of(File.RecordingType?.Value ?? "", LongestType);

    public string? ZoomFileId => LedgerText.Of(File.Id, LongestId);

    /// <summary>From the field if it is a plain word, else from the format: it becomes part of a file's name.</summary>
    public string Extension
    {
        get
        {
            var told = File.FileExtension ?? "";
            var plain = told.Length is > 0 and <= LongestExtension && told.All(char.IsAsciiLetterOrDigit);
            return plain ? string.Concat(told.Select(char.ToLowerInvariant)) : Usual(File.FileType.Value);
        }
    }

    /// <summary>
    /// The state after this listing. What is held stays held unless Zoom now lists another size; what someone removed
    /// here stays removed, and what Zoom never makes is not asked for again.
    /// </summary>
    public static string Decide(ZoomRecordingFile file, KnownFile? known)
    {
        var wanted = file.IsReady ? FileState.Queued : FileState.Waiting;
        return known switch
        {
            null => wanted,
            { State: FileState.Deleted } => FileState.Deleted,
            { State: FileState.Missing, IsNeverMade: true } => FileState.Missing,
            { State: FileState.Held, ListedBytes: { } before } when file.SizeBytes is { } now && now != before => wanted,
            { State: FileState.Held } => FileState.Held,
            _ => wanted,
        };
    }

    private static string Usual(string fileType) => fileType switch
    {
        "MP4" => "mp4",
        "M4A" => "m4a",
        "MP3" => "mp3",
        "TRANSCRIPT" or "CC" => "vtt",
        "CHAT" => "txt",
        "CSV" => "csv",
        "TB" => "jpg",
        "TIMELINE" or "SUMMARY" or "CHAT_MESSAGE" or "PHONE_TRANSCRIPT" => "json",
        _ => "bin",
    };
}
