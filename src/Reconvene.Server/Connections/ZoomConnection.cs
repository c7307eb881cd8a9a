using Reconvene.Server.Accounts;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Connections;

/// <summary>A connection as the steps that act for it see it: who it is and whether it may be used. No secrets.</summary>
internal sealed class ZoomConnection
{
    public ConnectionId Id { get; init; }

    public TenantId TenantId { get; init; }

    public ZoomAppId ZoomAppId { get; init; }

    public string AccountName { get; init; } = "";

    public string? AccountId { get; init; }

    public bool IsMasterAccount { get; init; }

    public bool IsActive { get; init; }

    public bool NeedsReauth { get; init; }

    public string? Reason { get; init; }
}
