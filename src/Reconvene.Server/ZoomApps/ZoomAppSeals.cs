using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Zoom;

namespace Reconvene.Server.ZoomApps;

/// <summary>Seals and opens an app's secrets, each bound to its row. Webhook secrets are one sealed JSON list.</summary>
internal sealed class ZoomAppSeals(Sealer sealer)
{
    public async ValueTask<byte[]?> SealClientSecretAsync(
        TenantId tenant, ZoomAppId id, string? secret, CancellationToken cancellation) =>
        string.IsNullOrEmpty(secret)
            ? null
            : await sealer.SealAsync(tenant, ClientSecret(id), secret, cancellation);

    public async ValueTask<byte[]?> SealWebhookSecretsAsync(
        TenantId tenant, ZoomAppId id, IReadOnlyList<string> secrets, CancellationToken cancellation) =>
        secrets.Count is 0
            ? null
            : await sealer.SealAsync(tenant, WebhookSecrets(id), JsonSerializer.Serialize(secrets), cancellation);

    /// <summary>The client secret; empty when none is kept.</summary>
    public async ValueTask<Secret> OpenClientSecretAsync(ZoomAppRow row, CancellationToken cancellation) =>
        row.ClientSecretSealed is null
            ? default
            : new Secret(await sealer.OpenTextAsync(row.TenantId, ClientSecret(row.Id), row.ClientSecretSealed, cancellation));

    public async ValueTask<IReadOnlyList<Secret>> OpenWebhookSecretsAsync(ZoomAppRow row, CancellationToken cancellation)
    {
        if (row.WebhookSecretsSealed is null)
        {
            return [];
        }

        var list = await sealer.OpenTextAsync(row.TenantId, WebhookSecrets(row.Id), row.WebhookSecretsSealed, cancellation);
        return [.. JsonSerializer.Deserialize<string[]>(list)!.Select(secret => new Secret(secret))];
    }

    private static SealedPlace ClientSecret(ZoomAppId id) => new("zoom_apps", "client_secret_sealed", $"{id.Value}");

    private static SealedPlace WebhookSecrets(ZoomAppId id) => new("zoom_apps", "webhook_secrets_sealed", $"{id.Value}");
}
