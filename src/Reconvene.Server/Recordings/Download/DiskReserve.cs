using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Recordings.Download;

/// <summary>
/// Keeps a part of the disk free: the database and the answers live from it. What running downloads have still to take
/// counts as taken.
/// </summary>
internal sealed class DiskReserve(MediaFiles media, IOptions<RecordingOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly HashSet<DiskRoom> _rooms = [];

    public long ReserveBytes => options.Value.DiskReserveBytes;

    /// <summary>What is free and promised to nobody.</summary>
    public long FreeBytes()
    {
        lock (_lock)
        {
            return Free();
        }
    }

    /// <summary>Null when this many more bytes may be written.</summary>
    public Failure? Refuse(long bytes)
    {
        lock (_lock)
        {
            return Judge(bytes);
        }
    }

    /// <summary>Promises the room to one download; null when there is none, and <paramref name="full"/> says why.</summary>
    public DiskRoom? TryTake(long bytes, out Failure? full)
    {
        lock (_lock)
        {
            full = Judge(bytes);
            if (full is not null)
            {
                return null;
            }

            var room = new DiskRoom(this, bytes);
            _rooms.Add(room);
            return room;
        }
    }

    public void GiveBack(DiskRoom room)
    {
        lock (_lock)
        {
            _rooms.Remove(room);
        }
    }

    /// <summary>The disk said so itself.</summary>
    public Failure Full(string reason) => new(FailureKind.Unavailable, reason, time.GetUtcNow() + LookAgainAfter);

    private Failure? Judge(long bytes)
    {
        var free = Free();
        return free - bytes >= ReserveBytes ? null : Full(
            $"The download waits for disk space: {Mebibytes(bytes)} MiB are needed, {Mebibytes(free)} MiB are free and {Mebibytes(ReserveBytes)} MiB of them are kept in reserve (Recordings:DiskReserveBytes).");
    }

    private long Free() => new DriveInfo(media.Root).AvailableFreeSpace - _rooms.Sum(room => room.LeftBytes);

    private static long Mebibytes(long bytes) => bytes >> 20;
}
