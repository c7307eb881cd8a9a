using Reconvene.Server.Accounts;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Connections;

/// <summary>A connection as the steps that act for it see it: who it is and whether it may be used. No secrets.</summary>
internal sealed record ZoomConnection
{
    /// <summary>How Zoom wants a person's own token to name that person.</summary>
    public const string Me = "me";

    public ConnectionId Id { get; init; }

    public TenantId TenantId { get; init; }

    public ZoomAppId ZoomAppId { get; init; }

    public string AccountName { get; init; } = "";

    public string? AccountId { get; init; }

    /// <summary>The account of a person's grant, once known.</summary>
    public string? ZoomAccountId { get; init; }

    /// <summary>The account's plan: free, pro or business.</summary>
    public string Plan { get; init; } = "pro";

    /// <summary>By which name the account's rate budget is kept: connections of one account share it.</summary>
    public string RateAccount => AccountId ?? ZoomAccountId ?? $"connection:{Id.Value}";

    public string GrantKind { get; init; } = "";

    public string? ZoomUserId { get; init; }

    public string? ZoomEmail { get; init; }

    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>Sees one Zoom user's own alone; Zoom then wants to be asked about <c>me</c>.</summary>
    public bool IsOfOneUser => GrantKind is Connections.GrantKind.User;

    public bool IsMasterAccount { get; init; }

    public bool IsActive { get; init; }

    public bool NeedsReauth { get; init; }

    public string? Reason { get; init; }

    /// <summary>Accounts of a master account for which tokens of their own are asked.</summary>
    public IReadOnlySet<string> SubAccounts { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    public override string ToString() => $"connection {Id.Value}";
}
