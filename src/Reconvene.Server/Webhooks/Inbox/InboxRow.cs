using Reconvene.Server.Accounts;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Webhooks.Inbox;

/// <summary>An event about to be stored. What it says stands only in the sealed body.</summary>
internal sealed record InboxRow
{
    public required TenantId Tenant { get; init; }

    public required ZoomAppId App { get; init; }

    public required byte[] BodyHash { get; init; }

    public required string Event { get; init; }

    public DateTimeOffset? EventAt { get; init; }

    public string? AccountId { get; init; }

    public required int SecretNumber { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Why nothing can be done with it; null for one that is to be handled.</summary>
    public string? KeptBecause { get; init; }

    public required byte[] BodySealed { get; init; }

    /// <summary>What makes it the same event as another.</summary>
    public (ZoomAppId App, string Hash) Key => (App, Convert.ToHexStringLower(BodyHash));
}
