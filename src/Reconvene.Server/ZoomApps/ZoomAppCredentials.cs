using Reconvene.Server.Accounts;
using Reconvene.Zoom;

namespace Reconvene.Server.ZoomApps;

/// <summary>An app's client id and secret, for who asks Zoom for a token in its name.</summary>
internal sealed class ZoomAppCredentials(ZoomAppQueries queries, ZoomAppSeals seals)
{
    public async Task<ZoomAppCredential?> FindAsync(TenantId tenant, ZoomAppId id, CancellationToken cancellation) =>
        await queries.FindAsync(tenant, id, cancellation) is { } row
            ? new ZoomAppCredential(
                row.Id, row.ClientId, await seals.OpenClientSecretAsync(row, cancellation), row.RedirectUri)
            : null;
}

/// <summary>What an app shows to Zoom.</summary>
/// <param name="App">The app.</param>
/// <param name="ClientId">Empty for an app known only by its webhook secret.</param>
/// <param name="ClientSecret">Empty when none is kept.</param>
/// <param name="RedirectUri">As entered at Zoom.</param>
internal sealed record ZoomAppCredential(ZoomAppId App, string ClientId, Secret ClientSecret, string? RedirectUri);
