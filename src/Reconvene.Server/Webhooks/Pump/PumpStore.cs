using System.Diagnostics.CodeAnalysis;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Webhooks.Pump;

/// <summary>Reads and marks events as they are handled.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "One way to call the store, whatever a statement needs.")]
internal sealed class PumpStore(Database database, TimeProvider time)
{
    /// <summary>The oldest events that are due, of every tenant; held by this transaction, so another node passes them over.</summary>
    public Task<IReadOnlyList<PumpRow>> TakeAsync(Work work, long after, int most, CancellationToken cancellation) =>
        work.QueryAsync<PumpRow>(
            $"""
            SELECT id, tenant_id, zoom_app_id, body_hash, event, received_at, attempts, body_sealed
            FROM webhook_events
            WHERE state = 'new' AND not_before <= @now AND id > @after
            ORDER BY id
            LIMIT @most
            {database.Dialect.SkipLocked}
            """,
            new { now = time.GetUtcNow(), after, most },
            cancellation);

    /// <summary>Ends the handling of an event. Its absence or another's mark is our bug, and rolls the transaction back.</summary>
    public Task EndAsync(Work work, PumpRow row, string state, string? reason, CancellationToken cancellation) =>
        MarkAsync(
            work,
            """
            UPDATE webhook_events
            SET state = @state, reason = @reason, attempts = @attempts, handled_at = @now
            WHERE id = @id AND tenant_id = @tenant AND state = 'new'
            """,
            new
            {
                id = row.Id,
                tenant = row.TenantId,
                state,
                reason = Cut(reason),
                attempts = row.Attempts + 1,
                now = time.GetUtcNow(),
            },
            cancellation);

    public Task PostponeAsync(
        Work work, PumpRow row, string reason, DateTimeOffset notBefore, CancellationToken cancellation) =>
        MarkAsync(
            work,
            """
            UPDATE webhook_events
            SET reason = @reason, attempts = @attempts, not_before = @notBefore
            WHERE id = @id AND tenant_id = @tenant AND state = 'new'
            """,
            new { id = row.Id, tenant = row.TenantId, reason = Cut(reason), attempts = row.Attempts + 1, notBefore },
            cancellation);

    // An event's savepoint: what its handlers changed goes back, and the others of the transaction stay.
    public Task SetAsideAsync(Work work, CancellationToken cancellation) =>
        work.ExecuteAsync("SAVEPOINT webhook_event", null, cancellation);

    public Task TakeBackAsync(Work work, CancellationToken cancellation) =>
        work.ExecuteAsync("ROLLBACK TO SAVEPOINT webhook_event", null, cancellation);

    public Task ReleaseAsync(Work work, CancellationToken cancellation) =>
        work.ExecuteAsync("RELEASE SAVEPOINT webhook_event", null, cancellation);

    private static string? Cut(string? reason) => reason is { Length: > 1000 } ? reason[..1000] : reason;

    private static async Task MarkAsync(Work work, string sql, object arguments, CancellationToken cancellation)
    {
        if (await work.ExecuteAsync(sql, arguments, cancellation) is not 1)
        {
            throw new InvalidOperationException("A webhook event was marked by another while this transaction held it.");
        }
    }
}

/// <summary>An event to be handled.</summary>
internal sealed class PumpRow
{
    public WebhookEventId Id { get; init; }

    public TenantId TenantId { get; init; }

    public ZoomAppId ZoomAppId { get; init; }

    public byte[] BodyHash { get; init; } = [];

    public string Event { get; init; } = "";

    public DateTimeOffset ReceivedAt { get; init; }

    public int Attempts { get; init; }

    public byte[] BodySealed { get; init; } = [];
}
