using Microsoft.Win32.SafeHandles;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Recordings.Download;

/// <summary>The two moments in which a disk says whether what was written is there.</summary>
/// <param name="Flush">All of the file is on the disk (fsync).</param>
/// <param name="Rename">The whole file stands under its name, and that is on the disk.</param>
internal sealed record FileSync(Action<SafeFileHandle> Flush, Action<string, string> Rename)
{
    public static FileSync OfDisk { get; } = new(RandomAccess.FlushToDisk, Move);

    private static void Move(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        DirectorySync.Flush(Path.GetDirectoryName(to)!);
    }
}
