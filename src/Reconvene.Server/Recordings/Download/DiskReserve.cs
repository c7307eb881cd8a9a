using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Recordings.Download;

/// <summary>Keeps a part of the disk free: the database and the answers live from it.</summary>
internal sealed class DiskReserve(MediaFiles media, IOptions<RecordingOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    /// <summary>Null when this many more bytes may be written.</summary>
    public Failure? Refuse(long bytes)
    {
        var free = new DriveInfo(media.Root).AvailableFreeSpace;
        return free - bytes >= options.Value.DiskReserveBytes ? null : Full(
            $"The download waits for disk space: {Mebibytes(bytes)} MiB are needed, {Mebibytes(free)} MiB are free and {Mebibytes(options.Value.DiskReserveBytes)} MiB of them are kept in reserve (Recordings:DiskReserveBytes).");
    }

    /// <summary>The disk said so itself.</summary>
    public Failure Full(string reason) => new(FailureKind.Unavailable, reason, time.GetUtcNow() + LookAgainAfter);

    private static long Mebibytes(long bytes) => bytes >> 20;
}
