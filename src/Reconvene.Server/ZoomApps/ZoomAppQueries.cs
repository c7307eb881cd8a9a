using Reconvene.Server.Accounts;
using Reconvene.Zoom;
namespace Reconvene.Server.ZoomApps;
internal sealed class ZoomAppQueries
{
    public Task<(string ClientId, Secret ClientSecret)?> FindClientAsync(TenantId tenant, ZoomAppId app, CancellationToken cancellation) => throw new NotSupportedException($"{this} {tenant} {app} {cancellation.CanBeCanceled}");
}
