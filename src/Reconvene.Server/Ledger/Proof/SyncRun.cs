using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;

namespace Reconvene.Server.Ledger.Proof;

/// <summary>What one sync that came to its end covered.</summary>
internal sealed record SyncRun
{
    public TenantId TenantId { get; init; }

    public ConnectionId ConnectionId { get; init; }

    public long SourceId { get; init; }

    /// <summary>Everyone was listed whom the connection can see, and not only those whom its source names.</summary>
    public bool IsWholeAccount { get; init; }

    public DateOnly From { get; init; }

    public DateOnly To { get; init; }

    public int Hosts { get; init; }

    public int Announced { get; init; }

    public int Listed { get; init; }

    public int Found { get; init; }

    /// <summary>Hosts that could not be read.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>How many hosts could not be read; a row names only the first of very many.</summary>
    public int UnreadCount { get; init; }

    /// <summary>How much of what Zoom listed could not be read and was passed over.</summary>
    public int Unreadable { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset FinishedAt { get; init; }

    public bool IsComplete => UnreadCount is 0 && Unreadable is 0;
}
