using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings.Mark;

namespace Reconvene.Server.Recordings.Steps;

/// <summary>Removes folders of recordings that no longer have a row: their connection, or they themselves, were removed.</summary>
internal sealed class RemoveOrphanMedia(Database database, MediaFiles media, MarkMedia mark) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        if (await mark.WhyNotAsync(cancellation) is { } reason)
        {
            return new StepOutcome.Failed(new(FailureKind.Unavailable, reason));
        }

        var removed = 0;
        foreach (var (_, recording, _) in MediaFiles.Folders(media.Root).Where(one => one.Tenant == context.Tenant).ToList())
        {
            var known = await database.FindAsync<RecordingId?>(
                "SELECT id FROM recordings WHERE tenant_id = @tenant AND id = @recording",
                new { tenant = context.Tenant, recording },
                cancellation);
            if (known is null)
            {
                media.Remove(context.Tenant, recording);
                removed++;
            }
        }

        return new StepOutcome.Done(Result: new { removed });
    }
}
