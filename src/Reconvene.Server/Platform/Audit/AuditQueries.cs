using System.Text.Json;
using Reconvene.Client.Audit;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Platform.Audit;

/// <summary>The audit trail as its tenant's owners see it, the newest first.</summary>
internal sealed class AuditQueries(Database database)
{
    public async Task<Page<AuditEntryView>> ListAsync(
        TenantId tenant, AuditFilter filter, PageRequest page, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<AuditRow>(
            """
            SELECT tenant_id, sequence, happened_at, actor_kind, actor_user_id, actor_mark, action, subject, detail, hash
            FROM audit_entries
            WHERE tenant_id = @tenant
              AND sequence < @before
              AND (@action = '' OR action = @action)
              AND (@subject = '' OR subject = @subject)
              AND happened_at >= @from
              AND happened_at < @until
            ORDER BY sequence DESC
            LIMIT @count
            """,
            new
            {
                tenant,
                before = page.AfterId ?? long.MaxValue,
                action = filter.Action ?? "",
                subject = filter.Subject ?? "",
                from = filter.From ?? DateTimeOffset.MinValue,
                until = filter.Until ?? DateTimeOffset.MaxValue,
                count = page.Limit + 1,
            },
            cancellation);
        return page.Cut([.. rows.Select(View)], view => (view.Sequence, view.Sequence));
    }

    private static AuditEntryView View(AuditRow row) => new(
        row.Sequence,
        row.HappenedAt,
        new AuditActorView(
            row.ActorKind,
            row.ActorUserId?.Value,
            row.ActorKind is "api_key" ? row.ActorMark : null,
            row.ActorKind is "api_key" ? null : row.ActorMark),
        row.Action,
        row.Subject,
        row.Detail is null ? null : JsonSerializer.Deserialize<JsonElement>(row.Detail),
        Convert.ToHexStringLower(row.Hash));
}
