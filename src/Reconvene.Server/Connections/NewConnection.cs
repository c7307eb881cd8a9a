using Reconvene.Server.Accounts;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections;

/// <summary>A connection to be made, already judged.</summary>
internal sealed record NewConnection
{
    /// <summary>What people call it.</summary>
    public required string AccountName { get; init; }

    /// <summary>A name of the caller's own for the account.</summary>
    public string? Account { get; init; }

    /// <summary>One of <see cref="Connections.GrantKind"/>.</summary>
    public required string GrantKind { get; init; }

    /// <summary>The account that a Server-to-Server app acts for; null for a person's grant.</summary>
    public string? AccountId { get; init; }

    /// <summary>Client id of the Zoom app; empty for a pasted token whose app is not told.</summary>
    public required string ClientId { get; init; }

    public required Secret ClientSecret { get; init; }

    /// <summary>The account's plan: free, pro or business.</summary>
    public string Plan { get; init; } = "pro";

    public bool IsMasterAccount { get; init; }

    /// <summary>Whose connection it is; null for the tenant's own, and for one that a chat made.</summary>
    public UserId? User { get; init; }

    public string? ZoomUserId { get; init; }

    public string? ZoomEmail { get; init; }

    public string? ZoomAccountId { get; init; }

    /// <summary>The first token of a person's grant.</summary>
    public ZoomToken? Token { get; init; }

    public override string ToString() => $"NewConnection {GrantKind}";
}
