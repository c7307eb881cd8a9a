using Reconvene.Server.Accounts;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Connections.Consent;

/// <summary>A row of <c>consents</c>, its secrets still sealed.</summary>
internal sealed class ConsentRow
{
    public long Id { get; init; }

    public TenantId TenantId { get; init; }

    public ZoomAppId ZoomAppId { get; init; }

    public UserId? UserId { get; init; }

    public string BegunIn { get; init; } = "";

    public ConnectionId? ConnectionId { get; init; }

    public byte[]? BrowserHash { get; init; }

    public byte[]? VerifierSealed { get; init; }

    public string RedirectUri { get; init; } = "";

    public string? ReturnTo { get; init; }

    public long? ChatId { get; init; }

    public long? ChatUserId { get; init; }

    public byte[]? GrantSealed { get; init; }

    public string? ZoomUserId { get; init; }

    public string? ZoomEmail { get; init; }

    public string? AccountId { get; init; }

    public string State { get; init; } = "";

    public DateTimeOffset ExpiresAt { get; init; }

    public override string ToString() => $"consent {Id}";
}
