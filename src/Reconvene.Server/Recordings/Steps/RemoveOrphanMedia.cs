using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings.Steps;

/// <summary>Removes folders of recordings that no longer have a row: their connection, or they themselves, were removed.</summary>
internal sealed class RemoveOrphanMedia(Database database, MediaFiles media) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var removed = 0;
        foreach (var recording in OnDisk(context.Tenant))
        {
            var known = await database.FindAsync<RecordingId?>(
                "SELECT id FROM recordings WHERE tenant_id = @tenant AND id = @recording",
                new { tenant = context.Tenant, recording },
                cancellation);
            if (known is null)
            {
                Directory.Delete(media.FolderOf(context.Tenant, recording), recursive: true);
                removed++;
            }
        }

        return new StepOutcome.Done(Result: new { removed });
    }

    private List<RecordingId> OnDisk(TenantId tenant)
    {
        var folder = Path.GetDirectoryName(media.FolderOf(tenant, new RecordingId(0)))!;
        return !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateDirectories(folder)
                .Select(path => long.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 0)
                .Select(id => new RecordingId(id))];
    }
}
