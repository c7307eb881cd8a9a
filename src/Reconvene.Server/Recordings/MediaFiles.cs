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

    /// <summary>
    /// Where the file is gathered: one name for each file, so that what is there can be continued; beside its final
    /// place, so that a rename is enough wherever the media folder is mounted. No extension of a file holds a tilde.
    /// </summary>
    public string PartialOf(TenantId tenant, RecordingId recording, RecordingFileId file) =>
        PathOf(tenant, recording, file, "part~");

    /// <summary>Makes the recording's folder; that it is there is on the disk before anything stands in it.</summary>
    public void MakeFolder(TenantId tenant, RecordingId recording)
    {
        var path = FolderOf(tenant, recording);
        if (Directory.Exists(path))
        {
            return;
        }

        var ofTenant = Path.GetDirectoryName(path)!;
        DataFolder.Make(ofTenant);
        DataFolder.Make(path);
        DirectorySync.Flush(ofTenant);
        DirectorySync.Flush(Root);
    }

    /// <summary>Removes what was gathered of files that are not whole.</summary>
    public void RemovePartials(TenantId tenant, RecordingId recording)
    {
        var path = FolderOf(tenant, recording);
        if (!Directory.Exists(path))
        {
            return;
        }

        foreach (var partial in Directory.EnumerateFiles(path, "*.part~"))
        {
            File.Delete(partial);
        }
    }

    /// <summary>Removes the file, and what was gathered of it.</summary>
    public void Remove(TenantId tenant, RecordingId recording, RecordingFileId file)
    {
        var path = FolderOf(tenant, recording);
        if (!Directory.Exists(path))
        {
            return;
        }

        foreach (var one in Directory.EnumerateFiles(path, $"{Text(file.Value)}.*"))
        {
            File.Delete(one);
        }
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
