using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Platform.Audit;

/// <summary>
/// Append-only, hash-chained. Written in the caller's transaction: the deed and its record commit together. It holds the
/// end of the tenant's chain until that transaction ends, so it is called last in it.
/// </summary>
internal sealed class AuditTrail(TimeProvider time)
{
    // Takes the lock of the row, the next number and the hash before, in one.
    private const string TakeNext = """
        INSERT INTO audit_heads (tenant_id, sequence, hash)
        VALUES (@tenant, 1, @start)
        ON CONFLICT (tenant_id) DO UPDATE SET sequence = audit_heads.sequence + 1
        RETURNING tenant_id, sequence, hash
        """;

    private const string Append = """
        INSERT INTO audit_entries
            (tenant_id, sequence, happened_at, actor_kind, actor_user_id, actor_mark, action, subject, detail, hash)
        VALUES (@TenantId, @Sequence, @HappenedAt, @ActorKind, @ActorUserId, @ActorMark, @Action, @Subject, @Detail, @hash)
        """;

    private const string MoveHead = "UPDATE audit_heads SET hash = @hash WHERE tenant_id = @tenant";

    public async Task RecordAsync(Work work, AuditEntry entry, CancellationToken cancellation)
    {
        var before = await work.SingleAsync<AuditHead>(
            TakeNext, new { tenant = entry.Tenant, start = AuditChain.Start() }, cancellation);
        var row = new AuditRow
        {
            TenantId = entry.Tenant,
            Sequence = before.Sequence,
            HappenedAt = time.GetUtcNow(),
            ActorKind = entry.Actor.Kind,
            ActorUserId = entry.Actor.UserId,
            ActorMark = entry.Actor.Mark is { } mark ? AuditText.OneLine(mark) : null,
            Action = AuditText.OneLine(entry.Action),
            Subject = AuditText.OneLine(entry.Subject),
            Detail = AuditText.Detail(entry.Detail),
        };
        var hash = AuditChain.Next(before.Hash, row);
        await work.ExecuteAsync(
            Append,
            new
            {
                row.TenantId,
                row.Sequence,
                row.HappenedAt,
                row.ActorKind,
                row.ActorUserId,
                row.ActorMark,
                row.Action,
                row.Subject,
                row.Detail,
                hash,
            },
            cancellation);
        await work.ExecuteAsync(MoveHead, new { tenant = entry.Tenant, hash }, cancellation);
    }
}
