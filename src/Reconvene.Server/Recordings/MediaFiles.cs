using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Recordings.Mark;

namespace Reconvene.Server.Recordings;

/// <summary>
/// Where recording files stand on the disk: by our ids alone, never by a name someone gave. In a folder that is not this
/// database's nothing is removed.
/// </summary>
internal sealed class MediaFiles(DataFolder folder, MediaMark mark)
{
    private const string Unknown = "unknown~";

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

    /// <summary>The folders of recordings that stand in a media folder.</summary>
    public static IEnumerable<(TenantId Tenant, RecordingId Recording, string Path)> Folders(string root) =>
        from tenant in Directory.EnumerateDirectories(root)
        let tenantId = IdOf(tenant)
        where tenantId > 0
        from recording in Directory.EnumerateDirectories(tenant)
        let id = IdOf(recording)
        where id > 0
        select (new TenantId(tenantId), new RecordingId(id), recording);

    /// <summary>The number that a file or a folder is named by; 0 when its name is none of ours.</summary>
    public static long IdOf(string path) =>
        long.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

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
        if (!Directory.Exists(path) || !mark.IsOurs)
        {
            return;
        }

        foreach (var partial in Directory.EnumerateFiles(path, "*.part~"))
        {
            File.Delete(partial);
        }
    }

    /// <summary>Removes what was gathered of a file; whatever else there is of it stays.</summary>
    public void RemovePartial(TenantId tenant, RecordingId recording, RecordingFileId file)
    {
        if (Directory.Exists(FolderOf(tenant, recording)) && mark.IsOurs)
        {
            File.Delete(PartialOf(tenant, recording, file));
        }
    }

    /// <summary>Removes all that stands of a recording.</summary>
    public void Remove(TenantId tenant, RecordingId recording)
    {
        var path = FolderOf(tenant, recording);
        if (Directory.Exists(path) && mark.IsOurs)
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>
    /// A folder that no row knows may be all there is of a recording, known to another state of the database: it is moved
    /// to where nobody looks, and only a person removes it. Where it stands now; null when there was nothing in it.
    /// </summary>
    public string? SetAside(TenantId tenant, RecordingId recording)
    {
        var path = FolderOf(tenant, recording);
        if (!Directory.EnumerateFileSystemEntries(path).Any())
        {
            Directory.Delete(path);
            return null;
        }

        var unknown = Path.Combine(Root, Unknown);
        DataFolder.Make(unknown);
        var name = string.Create(CultureInfo.InvariantCulture, $"{tenant.Value}-{recording.Value}");
        var aside = Enumerable.Range(1, int.MaxValue)
            .Select(number => Path.Combine(unknown, number is 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}")))
            .First(free => !Directory.Exists(free));
        Directory.Move(path, aside);
        return aside;
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
        if (!Directory.Exists(path) || !mark.IsOurs)
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
