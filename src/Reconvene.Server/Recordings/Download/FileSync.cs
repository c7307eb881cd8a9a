using Microsoft.Win32.SafeHandles;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Recordings.Download;

/// <summary>The moments in which a disk says whether what was written is there.</summary>
/// <param name="Flush">All of the file is on the disk (fsync).</param>
/// <param name="Rename">The whole file stands under its name.</param>
/// <param name="FlushFolder">That it does is on the disk, too.</param>
internal sealed record FileSync(Action<SafeFileHandle> Flush, Action<string, string> Rename, Action<string> FlushFolder)
{
    public static FileSync OfDisk { get; } = new(
        RandomAccess.FlushToDisk, (from, to) => File.Move(from, to, overwrite: true), DirectorySync.Flush);
}
