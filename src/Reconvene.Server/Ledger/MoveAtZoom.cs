using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Ledger;

/// <summary>Keeps where Zoom has a recording that it no longer lists; that it is listed again comes with the listing.</summary>
internal sealed class MoveAtZoom(TimeProvider time)
{
    /// <summary>The trash may keep longer than it says.</summary>
    private static readonly TimeSpan TrashOverdue = TimeSpan.FromDays(1);

    /// <summary>False when Zoom was asked something newer meanwhile. The end of the trash is looked at.</summary>
    public async Task<bool> RunAsync(
        Work work, TenantId tenant, RecordingId id, Whereabouts where, DateTimeOffset askedAt, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return await work.ExecuteAsync(
            """
            UPDATE recordings
            SET at_zoom_since = CASE WHEN at_zoom = @AtZoom AND COALESCE(at_zoom_until, 0) = COALESCE(@Until, 0)
                    THEN at_zoom_since ELSE @Since END,
                at_zoom = @AtZoom, at_zoom_until = @Until, at_zoom_asked_at = @askedAt, next_look_at = @look,
                updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND id = @id AND at_zoom_asked_at <= @askedAt
            """,
            new
            {
                tenant,
                id,
                where.AtZoom,
                where.Since,
                where.Until,
                askedAt,
                look = where.Until is { } until && until <= now ? now + TrashOverdue : where.Until,
                now,
            },
            cancellation) is 1;
    }
}
