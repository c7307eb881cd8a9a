using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Ledger;

/// <summary>Where a listing differs from what the ledger knows. Nothing else is written.</summary>
internal static class ListingComparison
{
    private const int LongestTopic = 10_000;
    private const int LongestHost = 200;
    private const int LongestEmail = 320;
    private const int LongestZone = 100;

    public static bool IsMoved(ZoomRecording listed, KnownMeeting? known) =>
        known is null
        || known.Topic != Topic(listed)
        || (Host(listed) is { } host && known.HostId != host)
        || (Email(listed) is { } email && known.HostEmail != email)
        || (listed.StartAt is { } start && known.StartAt != start)
        || known.DurationMinutes != listed.DurationMinutes
        || known.State is RecordingState.GoneAtZoom
        || known.AtZoom is not PlaceAtZoom.Listed
        || known.AnnouncedFiles != Count(listed)
        || known.AnnouncedBytes != (listed.TotalSizeBytes ?? 0);

    public static IReadOnlyList<ListedFile> FilesMoved(
        IReadOnlyList<ZoomRecording> page,
        Dictionary<string, KnownMeeting> meetings,
        Dictionary<(RecordingId Recording, string Key), KnownFile> known)
    {
        var moved = new List<ListedFile>();
        foreach (var recording in page)
        {
            var meeting = meetings[recording.Uuid];
            var id = meeting.RecordingId;
            var isRemovedHere = meeting.State is RecordingState.Skipped && IsAllDeleted(id, known);
            foreach (var file in recording.EveryFile().DistinctBy(file => file.FileKey, StringComparer.Ordinal))
            {
                var before = known.GetValueOrDefault((id, file.FileKey));
                var isUnwanted = before is null && isRemovedHere;
                var listed = new ListedFile(id, file, isUnwanted ? FileState.Deleted : ListedFile.Decide(file, before));
                if (before is null
                    || before.State != listed.State
                    || before.FileType != listed.FileType
                    || before.RecordingType != listed.RecordingType
                    || before.ListedBytes != file.SizeBytes)
                {
                    moved.Add(listed);
                }
            }
        }

        return moved;
    }

    /// <summary>Whether it was tried in vain, and is listed as it was then.</summary>
    public static bool IsLost(ListedFile file, Dictionary<(RecordingId Recording, string Key), KnownFile> known) =>
        known.GetValueOrDefault((file.Recording, file.File.FileKey)) is { State: FileState.Missing } before
        && before.ListedBytes == file.File.SizeBytes;

    /// <summary>As Zoom counts them; the listing of a user leaves participants' sound out and counts it all the same.</summary>
    public static int Count(ZoomRecording listed) => listed.RecordingCount ?? listed.EveryFile().Count();

    public static string Topic(ZoomRecording listed) => LedgerText.Of(listed.Topic ?? "", LongestTopic);

    public static string? Host(ZoomRecording listed) => LedgerText.Of(listed.HostId, LongestHost);

    public static string? Email(ZoomRecording listed) => LedgerText.Of(listed.HostEmail, LongestEmail);

    public static string? Zone(ZoomRecording listed) => LedgerText.Of(listed.Timezone, LongestZone);

    /// <summary>Somebody removed what was here of it: what Zoom makes of it later is not wanted either.</summary>
    private static bool IsAllDeleted(RecordingId id, Dictionary<(RecordingId Recording, string Key), KnownFile> known)
    {
        var files = known.Values.Where(file => file.RecordingId == id).ToList();
        return files.Count > 0 && files.TrueForAll(file => file.State is FileState.Deleted);
    }
}
