using System.Globalization;
using Reconvene.Server.Ledger;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Retention.Trash;

/// <summary>
/// Whether all that Zoom lists of a recording is held here, whole. What is not sure is no: the trash at Zoom is emptied after
/// 30 days, and then ours is all there is.
/// </summary>
internal static class HeldWhole
{
    /// <summary>Why not; null when it is so.</summary>
    /// <param name="listed">What Zoom lists now.</param>
    /// <param name="files">What the ledger has.</param>
    /// <param name="verifiedSince">Every file that is held was read through after this.</param>
    public static string? WhyNot(ZoomRecording listed, IReadOnlyList<LedgerFile> files, DateTimeOffset verifiedSince)
    {
        var theirs = listed.EveryFile().DistinctBy(file => file.FileKey, StringComparer.Ordinal).ToList();
        if (listed.Unreadable.Count > 0 || listed.Unkeepable().Any())
        {
            return "Zoom lists a file that cannot be read here.";
        }

        if (theirs.Count is 0)
        {
            return "Zoom lists no file of it.";
        }

        if (listed.RecordingCount > theirs.Count)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Zoom counts {listed.RecordingCount} files and lists {theirs.Count}.");
        }

        var ours = files.ToDictionary(file => file.FileKey, StringComparer.Ordinal);
        return theirs.Select(file => WhyNot(file, ours.GetValueOrDefault(file.FileKey), verifiedSince)).OfType<string>().FirstOrDefault();
    }

    private static string? WhyNot(ZoomRecordingFile theirs, LedgerFile? ours, DateTimeOffset verifiedSince) => ours switch
    {
        null => $"Zoom lists a file ({theirs.FileType}) that is not held here: sync first.",
        _ when !theirs.IsReady => $"Zoom is still making a file ({theirs.FileType}).",
        { State: FileState.Deleted } => $"File {ours.Id.Value} ({ours.FileType}) was removed here: Zoom's is the only one.",
        { State: not FileState.Held } => $"File {ours.Id.Value} ({ours.FileType}) is {ours.State}, not held.",
        _ when theirs.SizeBytes is { } size && size != ours.HeldBytes => string.Create(
            CultureInfo.InvariantCulture, $"File {ours.Id.Value} ({ours.FileType}) is held with {ours.HeldBytes} bytes, and Zoom lists {size}."),
        _ when ours.VerifiedAt is not { } at || at < verifiedSince =>
            $"File {ours.Id.Value} ({ours.FileType}) changed while it was looked at.",
        _ => null,
    };
}
