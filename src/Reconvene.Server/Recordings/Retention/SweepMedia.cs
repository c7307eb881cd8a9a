using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Recordings.Mark;

namespace Reconvene.Server.Recordings.Retention;

/// <summary>
/// Removes what a stop left on the disk and no row wants: pieces of files that are not fetched any more, files whose row says
/// that they were removed, and old temporary files. Folders of recordings that nobody knows are set aside. The disk is read
/// before the rows, and nothing that is young is touched, so that work under way keeps what it has.
/// </summary>
internal sealed partial class SweepMedia(
    Database database, MediaFiles media, MarkMedia mark, DataFolder folder, TimeProvider time, ILogger<SweepMedia> logger)
    : Rounds(TimeSpan.FromHours(6), isFirstAtOnce: false, time, logger)
{
    private static readonly TimeSpan Young = TimeSpan.FromDays(1);

    /// <summary>The database may have been brought back from a backup, and the folder be known to a newer one.</summary>
    private static readonly TimeSpan YoungFolder = TimeSpan.FromDays(7);

    protected override string What => "sweeping what is left of files that nobody wants";

    /// <summary>How many files and folders were removed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var removed = Directory.EnumerateFiles(folder.TemporaryPath, "*", SearchOption.AllDirectories)
            .Where(path => IsOlder(File.GetLastWriteTimeUtc(path), Young))
            .ToList();
        removed.ForEach(File.Delete);
        var count = removed.Count;
        if (await mark.WhyNotAsync(cancellation) is null)
        {
            foreach (var (tenant, recording, path) in MediaFiles.Folders(media.Root).ToList())
            {
                count += await SweepAsync(tenant, recording, path, cancellation);
            }
        }

        if (count > 0)
        {
            Log.Swept(logger, count);
        }

        return count;
    }

    protected override Task RoundAsync(CancellationToken cancellation) => RunAsync(cancellation);

    private async Task<int> SweepAsync(TenantId tenant, RecordingId recording, string path, CancellationToken cancellation)
    {
        var old = Directory.EnumerateFiles(path).Where(file => IsOlder(File.GetLastWriteTimeUtc(file), Young)).ToList();
        var isOld = IsOlder(Directory.GetLastWriteTimeUtc(path), YoungFolder);
        if (old.Count is 0 && !isOld)
        {
            return 0;
        }

        var isKnown = await database.FindAsync<RecordingId?>(
            "SELECT id FROM recordings WHERE tenant_id = @tenant AND id = @recording", new { tenant, recording }, cancellation) is not null;
        if (!isKnown)
        {
            if (isOld && media.SetAside(tenant, recording) is { } aside)
            {
                Log.SetAside(logger, recording.Value, aside);
            }

            return isOld ? 1 : 0;
        }

        var states = (await database.QueryAsync<Known>(
            "SELECT id, state FROM recording_files WHERE tenant_id = @tenant AND recording_id = @recording",
            new { tenant, recording },
            cancellation)).ToDictionary(row => row.Id, row => row.State);
        var unwanted = old.Where(file => IsUnwanted(file, states)).ToList();
        unwanted.ForEach(File.Delete);
        return unwanted.Count;
    }

    /// <summary>A name that is not one of ours is left alone.</summary>
    private static bool IsUnwanted(string path, Dictionary<long, string> states) =>
        MediaFiles.IdOf(Path.ChangeExtension(path, null)) is var id && id > 0
        && (Path.GetExtension(path), states.GetValueOrDefault(id)) switch
        {
            (".part~", FileState.Queued) => false,
            (".part~", _) => true,
            (".damaged~", FileState.Held or FileState.Deleted) => true,
            (_, FileState.Deleted) => true,
            _ => false,
        };

    private bool IsOlder(DateTime writtenAt, TimeSpan age) => Time.GetUtcNow().UtcDateTime - writtenAt > age;

    private sealed class Known
    {
        public long Id { get; init; }

        public string State { get; init; } = "";
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The media folder of recording {RecordingId} was set aside, because no row knows it: {Path}. Remove it when nobody misses it; when an older backup of the database was brought back, it may be all there is of that recording")]
        public static partial void SetAside(ILogger logger, long recordingId, string path);

        [LoggerMessage(LogLevel.Information, "Files and folders on the disk that nobody wants any more were removed: {Count}")]
        public static partial void Swept(ILogger logger, int count);
    }
}
