namespace Reconvene.Server.Recordings.Download;

/// <summary>What a running download still has to take of the disk. Given back when disposed.</summary>
internal sealed class DiskRoom(DiskReserve reserve, long bytes) : IDisposable
{
    private long _leftBytes = bytes;

    public long LeftBytes => Interlocked.Read(ref _leftBytes);

    /// <summary>So much is still to be taken: none when the file system has set it aside.</summary>
    public void Left(long bytes) => Interlocked.Exchange(ref _leftBytes, Math.Max(0, bytes));

    public void Dispose() => reserve.GiveBack(this);
}
