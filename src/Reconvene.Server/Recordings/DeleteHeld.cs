using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings;

/// <summary>
/// Removes what is held of a recording, or of one file of it. The rows go first: a file without a row is swept away
/// later, a row without its file would promise what is not there.
/// </summary>
internal sealed class DeleteHeld(
    Database database, RecordingQueries queries, RecordingStore store, MediaFiles media, AuditTrail audit)
{
    /// <summary>False when the tenant has no such recording or file.</summary>
    public async Task<bool> RunAsync(
        TenantId tenant, RecordingId id, RecordingFileId? file, AuditActor actor, CancellationToken cancellation)
    {
        if (await queries.FindAsync(tenant, id, cancellation) is not { } recording
            || (file is { } one && recording.Files.All(known => known.Id != one.Value)))
        {
            return false;
        }

        await using (var work = await database.BeginAsync(cancellation))
        {
            var files = await RecordingStore.DeleteAsync(work, tenant, id, file, cancellation);
            if (file is null)
            {
                await store.SetStateAsync(work, tenant, id, RecordingState.Skipped, "Removed here.", cancellation);
            }

            if (files > 0)
            {
                await audit.RecordAsync(
                    work,
                    new(
                        tenant,
                        actor,
                        file is null ? "recording.removed" : "recording_file.removed",
                        string.Create(CultureInfo.InvariantCulture, $"recording:{id.Value}"),
                        new { files, file = file?.Value }),
                    cancellation);
            }

            await work.CommitAsync(cancellation);
        }

        if (file is { } only)
        {
            media.Remove(tenant, id, only, alsoAside: true);
        }
        else
        {
            media.Remove(tenant, id);
        }

        return true;
    }
}
