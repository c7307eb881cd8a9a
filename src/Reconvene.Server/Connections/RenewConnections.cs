using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Connections;

/// <summary>A Zoom app has a new client secret: what Zoom refused for the old one gets a new chance, and goes on.</summary>
internal sealed class RenewConnections(ConnectionStore store, ConnectionTokens tokens, MendConnection mend) : IClientSecretChanged
{
    public async Task RunAsync(Work work, TenantId tenant, ZoomAppId app, CancellationToken cancellation)
    {
        var renewed = await store.RenewAsync(work, tenant, app, cancellation);
        foreach (var connection in renewed)
        {
            await mend.RunAsync(work, tenant, connection, cancellation);
        }

        work.AfterCommit(() => tokens.Forget(renewed));
    }
}
