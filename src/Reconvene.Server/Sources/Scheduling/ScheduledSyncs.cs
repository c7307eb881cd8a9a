using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs.Scheduling.Cron;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Sources.Scheduling;

/// <summary>Syncs that nobody asks for: what the sources' rows say, and what happens when one is due.</summary>
internal sealed partial class ScheduledSyncs(
    Database database, SourceTimes times, StartSync start, TimeProvider time, ILogger<ScheduledSyncs> logger) : ICronRows
{
    public string Group => "sources";

    /// <summary>Over all tenants: the scheduler serves them all.</summary>
    public async Task<IReadOnlyList<CronPlan>> PlansAsync(CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<Row>(
            """
            SELECT s.id, s.tenant_id, s.connection_id, s.schedule, s.schedule_timezone, c.needs_reauth
            FROM sources s
            JOIN zoom_connections c ON c.id = s.connection_id AND c.tenant_id = s.tenant_id
            WHERE s.is_active = TRUE AND c.is_active = TRUE
            ORDER BY s.id
            """,
            null,
            cancellation);
        return [.. rows.Select(row => times.PlanOf(row.TenantId, row.Id, row.Schedule, row.ScheduleTimezone)).OfType<CronPlan>()];
    }

    /// <summary>Each due moment is taken once: whoever moves the row's mark to it starts the sync.</summary>
    public async Task<bool> RunAsync(string name, DateTimeOffset dueAt, CancellationToken cancellation)
    {
        if (SourceTimes.Read(name) is not var (tenant, id))
        {
            return false;
        }

        await using var work = await database.BeginAsync(cancellation);
        if (await FindAsync(work, tenant, id, cancellation) is not { } row
            || times.PlanOf(tenant, id, row.Schedule, row.ScheduleTimezone) is null)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var taken = await work.ExecuteAsync(
            """
            UPDATE sources
            SET last_due_at = @dueAt, last_run_at = @now
            WHERE tenant_id = @TenantId AND id = @Id AND (last_due_at IS NULL OR last_due_at < @dueAt)
            """,
            new { row.TenantId, row.Id, dueAt, now },
            cancellation);
        if (taken is 0)
        {
            return true;
        }

        if (row.NeedsReauth)
        {
            // The first one after the reconnection finds what this one would have found.
            Log.Refused(logger, id.Value);
        }
        else
        {
            await start.RunScheduledAsync(work, row.TenantId, id, row.ConnectionId, cancellation);
        }

        await work.CommitAsync(cancellation);
        return true;
    }

    private static Task<Row?> FindAsync(Work work, TenantId tenant, SourceId id, CancellationToken cancellation) =>
        work.FindAsync<Row>(
            """
            SELECT s.id, s.tenant_id, s.connection_id, s.schedule, s.schedule_timezone, c.needs_reauth
            FROM sources s
            JOIN zoom_connections c ON c.id = s.connection_id AND c.tenant_id = s.tenant_id
            WHERE s.tenant_id = @tenant AND s.id = @id AND s.is_active = TRUE AND c.is_active = TRUE
            """,
            new { tenant, id },
            cancellation);

    private sealed class Row
    {
        public SourceId Id { get; init; }

        public TenantId TenantId { get; init; }

        public ConnectionId ConnectionId { get; init; }

        public string? Schedule { get; init; }

        public string? ScheduleTimezone { get; init; }

        public bool NeedsReauth { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Source {Id} was due to be synced, and is not: Zoom refuses its credential")]
        public static partial void Refused(ILogger logger, long id);
    }
}
