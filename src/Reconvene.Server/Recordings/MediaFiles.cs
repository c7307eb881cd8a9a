using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Recordings;

/// <summary>Where recording files stand on the disk: by our ids alone, never by a name someone gave.</summary>
internal sealed class MediaFiles(DataFolder folder)
{
    public string Root => folder.MediaPath;

    public string FolderOf(TenantId tenant, RecordingId recording) =>
        Path.Combine(folder.MediaPath, Text(tenant.Value), Text(recording.Value));

    public string PathOf(TenantId tenant, RecordingId recording, RecordingFileId file, string extension) =>
        Path.Combine(FolderOf(tenant, recording), $"{Text(file.Value)}.{extension}");

    /// <summary>Where the file is gathered. One name for each file, so that what is there can be continued.</summary>
    public string PartialOf(RecordingFileId file) => Path.Combine(folder.TemporaryPath, $"file-{Text(file.Value)}.part");

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
