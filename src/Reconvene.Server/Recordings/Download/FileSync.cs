using Microsoft.Win32.SafeHandles;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Recordings.Download;

/// <summary>The two moments in which a disk says whether what was written is there. Tests let them fail.</summary>
internal class FileSync
{
    /// <summary>All of the file is on the disk (fsync).</summary>
    public virtual void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    /// <summary>The whole file stands under its name, and that is on the disk.</summary>
    public virtual void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        DirectorySync.Flush(Path.GetDirectoryName(to)!);
    }
}
