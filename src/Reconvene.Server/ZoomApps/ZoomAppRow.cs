using Reconvene.Server.Accounts;

namespace Reconvene.Server.ZoomApps;

/// <summary>A row of <c>zoom_apps</c>, its secrets still sealed.</summary>
internal sealed class ZoomAppRow
{
    public ZoomAppId Id { get; init; }

    public TenantId TenantId { get; init; }

    public string Name { get; init; } = "";

    public string ClientId { get; init; } = "";

    public byte[]? ClientSecretSealed { get; init; }

    public string? RedirectUri { get; init; }

    public byte[]? WebhookSecretsSealed { get; init; }

    public DateTimeOffset? LastCrcAt { get; init; }

    public DateTimeOffset? LastEventAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public long Version { get; init; }
}
