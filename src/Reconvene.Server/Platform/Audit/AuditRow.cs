using Reconvene.Server.Accounts;

namespace Reconvene.Server.Platform.Audit;

/// <summary>An entry as it stands in its chain.</summary>
internal sealed class AuditRow
{
    public TenantId TenantId { get; init; }

    public long Sequence { get; init; }

    public DateTimeOffset HappenedAt { get; init; }

    public string ActorKind { get; init; } = "";

    public UserId? ActorUserId { get; init; }

    public string? ActorMark { get; init; }

    public string Action { get; init; } = "";

    public string Subject { get; init; } = "";

    public string? Detail { get; init; }

    public byte[] Hash { get; init; } = [];
}
