using System.Data.Common;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.ZoomApps;

/// <summary>Removes an app that no connection uses.</summary>
internal sealed class RemoveZoomApp(Database database, ZoomAppStore store, Alerts alerts, KnownZoomApps known)
{
    public async Task<ZoomAppOutcome> RunAsync(TenantId tenant, ZoomAppId id, CancellationToken cancellation)
    {
        await using (var work = await database.BeginAsync(cancellation))
        {
            if (await store.UsesAsync(work, tenant, id, cancellation) is { Count: > 0 } uses)
            {
                return InUse(string.Join(", ", uses.Select(use => $"{use.Id} '{use.AccountName}'")));
            }

            if (await store.HasGrantsAsync(work, tenant, id, cancellation))
            {
                return new ZoomAppOutcome.Conflict(
                    "zoom_app_in_use",
                    "Grants of this Zoom app wait to be given back to Zoom, or for a person's answer: try again in a few minutes.");
            }

            try
            {
                if (await store.DeleteAsync(work, tenant, id, cancellation) is 0)
                {
                    return new ZoomAppOutcome.NotFound();
                }
            }
            catch (DbException error) when (error.IsForeignKeyViolation())
            {
                return InUse("one made just now");
            }

            await alerts.ResolveAsync(work, tenant, ZoomAppAlerts.SilentWebhooks, ZoomAppAlerts.Subject(id), cancellation);
            await work.CommitAsync(cancellation);
        }

        await known.RefreshAsync(cancellation);
        return new ZoomAppOutcome.Removed();
    }

    private static ZoomAppOutcome.Conflict InUse(string connections) => new(
        "zoom_app_in_use", $"Connections use this Zoom app: {connections}. Remove them first.");
}
