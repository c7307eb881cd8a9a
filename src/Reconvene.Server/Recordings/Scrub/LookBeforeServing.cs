using Reconvene.Server.Accounts;

namespace Reconvene.Server.Recordings.Scrub;

/// <summary>Whoever asks for a file that is no longer on the disk finds that out for everybody.</summary>
internal sealed class LookBeforeServing(ScrubQueries queries, VerifyFile verify, FetchAgain again, MediaFiles media)
{
    /// <summary>What is wrong with the file; null when it can be served.</summary>
    public async Task<string?> RunAsync(TenantId tenant, HeldFile file, CancellationToken cancellation)
    {
        var there = new FileInfo(media.PathOf(tenant, file.RecordingId, file.Id, file.FileExtension));
        if (there.Exists && there.Length == file.HeldBytes)
        {
            return null;
        }

        // Read again: it may have been changed since, and not by accident.
        if (await queries.FindAsync(tenant, file.Id, cancellation) is not { } row || verify.Glance(row) is not { } wrong)
        {
            return "The file was changed a moment ago: ask again.";
        }

        // With the whole folder away, the disk is, and not this file.
        if (!Directory.Exists(media.FolderOf(tenant)))
        {
            return $"The folder of the recordings is not there: see whether its disk is mounted. {wrong}";
        }

        await again.RunAsync(row, wrong, cancellation);
        return $"{wrong} It is fetched again from Zoom, if Zoom still has it.";
    }
}
