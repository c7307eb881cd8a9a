using Reconvene.Client.ZoomApps;

namespace Reconvene.Server.ZoomApps;

/// <summary>Rows as callers see them.</summary>
internal sealed class ZoomAppViews(ZoomAppSeals seals)
{
    public async ValueTask<ZoomAppView> OfAsync(ZoomAppRow row, CancellationToken cancellation) => new()
    {
        Id = row.Id.Value,
        Name = row.Name,
        ClientId = row.ClientId,
        HasClientSecret = row.ClientSecretSealed is not null,
        RedirectUri = row.RedirectUri,
        WebhookSecretCount = (await seals.OpenWebhookSecretsAsync(row, cancellation)).Count,
        LastCrcAt = row.LastCrcAt,
        LastEventAt = row.LastEventAt,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };
}
