using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Connections;

/// <summary>Stores a Server-to-Server connection, with the Zoom app it belongs to.</summary>
internal sealed class AddConnection(Database database, EnsureZoomApp ensureApp, ConnectionStore store)
{
    /// <summary>Null when this app is already connected to this account.</summary>
    public async Task<ConnectionId?> RunAsync(
        TenantId tenant, NewConnection connection, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var app = await ensureApp.RunAsync(
            work, tenant, connection.ClientId, connection.ClientSecret, cancellation);
        if (await store.AddServerToServerAsync(work, tenant, app, connection, cancellation) is not { } id)
        {
            return null;
        }

        await work.CommitAsync(cancellation);
        return id;
    }
}
