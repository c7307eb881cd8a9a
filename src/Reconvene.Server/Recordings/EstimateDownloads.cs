using Reconvene.Client.Recordings;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings.Download;

namespace Reconvene.Server.Recordings;

/// <summary>What is listed and not yet held, against the room that the disk has for it.</summary>
internal sealed class EstimateDownloads(Database database, DiskReserve reserve)
{
    public async Task<DownloadEstimate> RunAsync(
        TenantId tenant, ConnectionId? connection, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation)
    {
        var wanted = await database.FindAsync<Wanted>(
            """
            SELECT COUNT(*) AS files,
                CAST(COALESCE(SUM(COALESCE(f.listed_bytes, 0) - f.mark_bytes), 0) AS BIGINT) AS bytes,
                COALESCE(SUM(CASE WHEN f.listed_bytes IS NULL THEN 1 ELSE 0 END), 0) AS unknown_sizes
            FROM recording_files f
            JOIN recordings r ON r.id = f.recording_id AND r.tenant_id = f.tenant_id
            WHERE f.tenant_id = @tenant AND f.state IN ('queued', 'waiting') AND r.start_at >= @from AND r.start_at < @until
                AND (CAST(@connection AS BIGINT) IS NULL OR r.connection_id = @connection)
            """,
            new { tenant, connection, from, until },
            cancellation) ?? new Wanted();
        var free = reserve.FreeBytes();
        var bytes = Math.Max(0, wanted.Bytes);
        var fits = free - reserve.ReserveBytes >= bytes;
        return new DownloadEstimate
        {
            Files = wanted.Files,
            Bytes = bytes,
            UnknownSizes = wanted.UnknownSizes,
            FreeBytes = free,
            ReserveBytes = reserve.ReserveBytes,
            Fits = fits,
            Sentence = Sentence(wanted, bytes, free, fits),
        };
    }

    private string Sentence(Wanted wanted, long bytes, long free, bool fits)
    {
        var unknown = wanted.UnknownSizes is 0 ? "" : $", and {wanted.UnknownSizes} of unknown size";
        var need = $"{wanted.Files} files are still to be fetched, {Mebibytes(bytes)} MiB{unknown}; the disk has {Mebibytes(free)} MiB free, {Mebibytes(reserve.ReserveBytes)} MiB of them kept in reserve";
        return fits
            ? $"{need}: they fit."
            : $"{need}: {Mebibytes(bytes - (free - reserve.ReserveBytes))} MiB are lacking. Downloads wait at the reserve and go on by themselves once there is room.";
    }

    /// <summary>Rounded up: a lack is never said to be none.</summary>
    private static long Mebibytes(long bytes) => (bytes + (1L << 20) - 1) >> 20;

    private sealed class Wanted
    {
        public long Files { get; init; }

        public long Bytes { get; init; }

        public long UnknownSizes { get; init; }
    }
}
