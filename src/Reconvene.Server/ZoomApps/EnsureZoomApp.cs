using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
namespace Reconvene.Server.ZoomApps;
internal sealed class EnsureZoomApp
{
    public Task<ZoomAppId> RunAsync(Work work, TenantId tenant, string clientId, string clientSecret, CancellationToken cancellation) => throw new NotSupportedException($"{this} {clientId} {clientSecret} {tenant} {work is null} {cancellation.CanBeCanceled}");
}
