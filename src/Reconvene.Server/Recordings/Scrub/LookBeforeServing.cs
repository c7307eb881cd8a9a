using Reconvene.Server.Accounts;
using Reconvene.Server.Recordings.Mark;

namespace Reconvene.Server.Recordings.Scrub;

/// <summary>Whoever asks for a file that is no longer on the disk finds that out for everybody.</summary>
internal sealed partial class LookBeforeServing(
    ScrubQueries queries, VerifyFile verify, FetchAgain again, MediaFiles media, MarkMedia mark, ILogger<LookBeforeServing> logger)
{
    /// <summary>What is wrong with the file; null when it can be served.</summary>
    public async Task<string?> RunAsync(TenantId tenant, HeldFile file, CancellationToken cancellation)
    {
        if (await mark.WhyNotAsync(cancellation) is { } away)
        {
            return away;
        }

        var there = new FileInfo(media.PathOf(tenant, file.RecordingId, file.Id, file.FileExtension));
        if (there.Exists && there.Length == file.HeldBytes)
        {
            return null;
        }

        // Read again: it may have been changed since, and not by accident.
        if (await queries.FindAsync(tenant, file.Id, cancellation) is not { } row)
        {
            return "The file was changed a moment ago: ask again.";
        }

        switch (verify.Glance(row))
        {
            case FileVerdict.Damaged(var wrong):
                return await DamagedAsync(row, wrong, cancellation);
            case FileVerdict.Unread(var why):
                Log.Unread(logger, row.Id.Value, why);
                return "The file cannot be looked at now: the server's log says why.";
            default:
                return "The file was changed a moment ago: ask again.";
        }
    }

    private async Task<string> DamagedAsync(FileToVerify row, string wrong, CancellationToken cancellation)
    {
        // With the whole folder away, the disk is, and not this file.
        if (!Directory.Exists(media.FolderOf(row.TenantId)))
        {
            return $"The folder of the recordings is not there: see whether its disk is mounted. {wrong}";
        }

        await again.RunAsync(row, wrong, cancellation);
        return $"{wrong} It is fetched again from Zoom, if Zoom still has it.";
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Held file {FileId} could not be looked at: {Why}")]
        public static partial void Unread(ILogger logger, long fileId, string why);
    }
}
