using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Recordings;

/// <summary>Where recording files stand on the disk: by our ids alone, never by a name someone gave.</summary>
internal sealed class MediaFiles(DataFolder folder)
{
    public string Root => folder.MediaPath;

    public string FolderOf(TenantId tenant) => Path.Combine(folder.MediaPath, Text(tenant.Value));

    public string FolderOf(TenantId tenant, RecordingId recording) =>
        Path.Combine(FolderOf(tenant), Text(recording.Value));

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

    /// <summary>Where stands what is left of a file that was held.</summary>
    public string AsideOf(TenantId tenant, RecordingId recording, RecordingFileId file) =>
        PathOf(tenant, recording, file, "damaged~");

    /// <summary>A file that is not what it was makes room for a new one, and is kept until that is there.</summary>
    public void SetAside(TenantId tenant, RecordingId recording, RecordingFileId file, string extension)
    {
        var path = PathOf(tenant, recording, file, extension);
        if (File.Exists(path))
        {
            File.Move(path, AsideOf(tenant, recording, file), overwrite: true);
        }
    }

    /// <summary>The new one is there.</summary>
    public void RemoveAside(TenantId tenant, RecordingId recording, RecordingFileId file) =>
        File.Delete(AsideOf(tenant, recording, file));

    /// <summary>Removes the file, and what was gathered of it. What was set aside stays unless it is to go with them.</summary>
    public void Remove(TenantId tenant, RecordingId recording, RecordingFileId file, bool alsoAside = false)
    {
        var path = FolderOf(tenant, recording);
        if (!Directory.Exists(path))
        {
            return;
        }

        var aside = AsideOf(tenant, recording, file);
        foreach (var one in Directory.EnumerateFiles(path, $"{Text(file.Value)}.*").Where(one => alsoAside || one != aside))
        {
            File.Delete(one);
        }
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
