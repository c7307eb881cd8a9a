using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings.Mark;

namespace Reconvene.Server.Recordings.Scrub;

/// <summary>
/// A held file is not what its row promises: it is queued again, and its recording asked for anew. What is left of it is set
/// aside until the new one is held: of a recording that Zoom no longer has, it may be all there is.
/// </summary>
internal sealed partial class FetchAgain(
    Database database, RecordingStore store, MediaFiles media, MediaMark mark, StartProcessing process, DamageAlert alert,
    ILogger<FetchAgain> logger)
{
    /// <summary>False when the row changed meanwhile, or the media folder is away.</summary>
    public async Task<bool> RunAsync(FileToVerify file, string reason, CancellationToken cancellation)
    {
        if (!mark.IsOurs)
        {
            return false;
        }

        await using var work = await database.BeginAsync(cancellation);
        if (!await store.DamageAsync(work, file, reason, cancellation))
        {
            return false;
        }

        // The row is ours until the commit, so that no new file takes this name meanwhile.
        media.SetAside(file.TenantId, file.RecordingId, file.Id, file.FileExtension);
        await store.SetStateAsync(work, file.TenantId, file.RecordingId, RecordingState.Queued, reason, cancellation);
        await process.RunAsync(work, file.TenantId, file.ConnectionId, file.RecordingId, cancellation);
        await alert.SayAsync(work, file.TenantId, cancellation);
        await work.CommitAsync(cancellation);
        Log.Damaged(logger, file.RecordingId.Value, file.Id.Value, reason);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A held file of recording {RecordingId} is not what it was, and is fetched anew: file {FileId}. {Reason}")]
        public static partial void Damaged(ILogger logger, long recordingId, long fileId, string reason);
    }
}
