using Reconvene.Server.Recordings.Download;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>A disk that says at the last moment that it did not take what was written.</summary>
internal sealed class FailingSync
{
    private const int InputOutputError = 5;

    public FailingSync() => Sync = new FileSync(
        file => Do(FlushFails, () => FileSync.OfDisk.Flush(file)),
        (from, to) => Do(RenameFails, () => FileSync.OfDisk.Rename(from, to)),
        folder => Do(FolderFails, () => FileSync.OfDisk.FlushFolder(folder)));

    public FileSync Sync { get; }

    public bool FlushFails { get; set; }

    public bool RenameFails { get; set; }

    /// <summary>The file has its name, and the disk does not say that it knows of it.</summary>
    public bool FolderFails { get; set; }

    private static void Do(bool fails, Action act)
    {
        if (fails)
        {
            throw new IOException("Input/output error", InputOutputError);
        }

        act();
    }
}
