using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.ZoomApps;

/// <summary>What a room above does when an app gets a new client secret, in the transaction that writes it.</summary>
internal interface IClientSecretChanged
{
    Task RunAsync(Work work, TenantId tenant, ZoomAppId app, CancellationToken cancellation);
}
