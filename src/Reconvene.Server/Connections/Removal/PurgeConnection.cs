using System.Globalization;
using Reconvene.Server.Connections.Checks;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Removal;

/// <summary>
/// Takes a connection away with its tokens, all that was learned through it and every name and address in it. What is
/// left is a record in the audit trail that says so, of ids and counts alone.
/// </summary>
internal sealed class PurgeConnection(
    ConnectionTokens held, RevokeGrant revoke, JobQueue jobs, Alerts alerts, AuditTrail audit)
{
    /// <summary>In the caller's transaction.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="connection">What goes.</param>
    /// <param name="token">To be given back to Zoom; null when Zoom has ended it already.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="action">What the audit trail calls it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task RunAsync(
        Work work, ZoomConnection connection, ZoomToken? token, AuditActor actor, string action, CancellationToken cancellation)
    {
        var (tenant, id) = (connection.TenantId, connection.Id);
        if (token is not null)
        {
            await revoke.RunAsync(work, tenant, connection.ZoomAppId, token, connection.ZoomUserId, cancellation);
        }

        await BlankEventsAsync(work, connection, cancellation);
        var recordings = await ConnectionStore.RemoveAsync(work, tenant, id, cancellation);
        await jobs.EnqueueAsync(
            work, new(tenant, "remove-media", RejectConnection.Subject(id), id.Value.ToString(CultureInfo.InvariantCulture)), cancellation);
        foreach (var kind in (string[])[RejectConnection.Alert, RejectConnection.OthersAlert, RejectConnection.HostRefused, KeepCheck.FeatureLost, TellSleep.Alert])
        {
            await alerts.ResolveAsync(work, tenant, kind, RejectConnection.Subject(id), cancellation);
        }

        work.AfterCommit(() => held.Forget([id]));
        await audit.RecordAsync(
            work,
            new(
                tenant,
                actor,
                action,
                RejectConnection.Subject(id),
                new { type = connection.GrantKind, recordings_removed = recordings, grant_given_back = token is not null }),
            cancellation);
    }

    /// <summary>
    /// Events stay known by their hashes, so that a repeated one changes nothing; what they say goes. Events of an account
    /// that another connection of the app shares are that one's too: they go with their age.
    /// </summary>
    private static Task<int> BlankEventsAsync(Work work, ZoomConnection connection, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE webhook_events
            SET body_sealed = @nothing,
                reason = CASE WHEN state = 'new' THEN 'Its connection was removed before it was handled.' ELSE reason END,
                state = CASE WHEN state = 'new' THEN 'kept' ELSE state END
            WHERE tenant_id = @TenantId AND zoom_app_id = @ZoomAppId
                AND account_id IN (
                    SELECT COALESCE(c.account_id, c.zoom_account_id) FROM zoom_connections c
                    WHERE c.tenant_id = @TenantId AND c.id = @Id
                    UNION
                    SELECT t.account_id FROM zoom_tokens t
                    WHERE t.tenant_id = @TenantId AND t.connection_id = @Id AND t.account_id <> '')
                AND NOT EXISTS (
                    SELECT 1 FROM zoom_connections other
                    WHERE other.tenant_id = @TenantId AND other.zoom_app_id = @ZoomAppId AND other.id <> @Id
                        AND COALESCE(other.account_id, other.zoom_account_id) = webhook_events.account_id)
            """,
            new { connection.TenantId, connection.ZoomAppId, connection.Id, nothing = Array.Empty<byte>() },
            cancellation);
}
