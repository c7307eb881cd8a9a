using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Connections;

/// <summary>Stores a connection, with the Zoom app it belongs to.</summary>
internal sealed class AddConnection(
    Database database, EnsureZoomApp ensureApp, ConnectionStore store, AuditTrail audit)
{
    /// <summary>Null when this app is already connected to this account, or to this Zoom user.</summary>
    public async Task<ConnectionId?> RunAsync(
        TenantId tenant, AuditActor actor, NewConnection connection, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var app = await ensureApp.RunAsync(
            work, tenant, connection.ClientId, connection.ClientSecret, cancellation);
        if (await store.AddAsync(work, tenant, app, connection, cancellation) is not { } id)
        {
            return null;
        }

        await audit.RecordAsync(
            work,
            new(tenant, actor, "connection.made", RejectConnection.Subject(id), new { type = connection.GrantKind }),
            cancellation);
        await work.CommitAsync(cancellation);
        return id;
    }
}
