using Reconvene.Server.Accounts;

namespace Reconvene.Server.Platform.Audit;

/// <summary>Where a chain ends.</summary>
internal sealed class AuditHead
{
    public TenantId TenantId { get; init; }

    public long Sequence { get; init; }

    public byte[] Hash { get; init; } = [];
}
