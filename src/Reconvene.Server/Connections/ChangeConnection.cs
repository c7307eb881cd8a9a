using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom;

namespace Reconvene.Server.Connections;

/// <summary>Changes a connection. A new client secret goes to its Zoom app, and gives refused connections a new chance.</summary>
internal sealed class ChangeConnection(
    Database database, ConnectionQueries queries, ConnectionStore store, EnsureZoomApp ensureApp, ZoomAppCredentials apps,
    ConnectionTokens tokens)
{
    public async Task RunAsync(
        TenantId tenant, ConnectionId id, ChangeCredentialRequest request, CancellationToken cancellation)
    {
        if (await queries.FindAsync(tenant, id, cancellation) is not { } connection)
        {
            return;
        }

        var client = request.ClientSecret is null
            ? null
            : await apps.FindAsync(tenant, connection.ZoomAppId, cancellation);
        await using var work = await database.BeginAsync(cancellation);
        await store.ChangeAsync(work, tenant, id, request.AccountName?.Trim(), request.IsActive, cancellation);
        if (request.ClientSecret is { } secret && client is { ClientId: var clientId })
        {
            await ensureApp.RunAsync(work, tenant, clientId, new Secret(secret), cancellation);
            var renewed = await store.RenewAsync(work, tenant, connection.ZoomAppId, cancellation);
            work.AfterCommit(() => tokens.Forget(renewed));
        }

        await work.CommitAsync(cancellation);
    }
}
