using System.Text.Json;
using Reconvene.Client.Sources;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs.Scheduling.Cron;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Sources;

/// <summary>Writes of <c>sources</c>.</summary>
internal sealed class SourceStore(CronSignal signal, TimeProvider time)
{
    public Task<SourceId> AddAsync(
        Work work, TenantId tenant, ConnectionId connection, NewSource source, CancellationToken cancellation)
    {
        work.AfterCommit(signal.Raise);
        return work.SingleAsync<SourceId>(
            """
            INSERT INTO sources (tenant_id, connection_id, name, platform, config, is_active, schedule, schedule_timezone,
                keep_media, keep_days, trash_at_zoom_days, config_changed_at, created_at, updated_at, version)
            VALUES (@tenant, @connection, @Name, 'zoom', @config, TRUE, @Schedule, @ScheduleTimezone, @keep, @keepDays,
                @TrashAtZoomDays, @now, @now, @now, 1)
            RETURNING id
            """,
            new
            {
                tenant,
                connection,
                source.Name,
                config = Text(source.Config),
                source.Schedule,
                source.ScheduleTimezone,
                keep = source.Keep.Rule,
                keepDays = source.Keep.Days,
                source.TrashAtZoomDays,
                now = time.GetUtcNow(),
            },
            cancellation);
    }

    public Task<int> ChangeAsync(
        Work work, TenantId tenant, SourceId id, ChangeSourceRequest change, CancellationToken cancellation)
    {
        work.AfterCommit(signal.Raise);
        var keep = change.KeepMedia is { } asked ? KeepMedia.Read(asked) : null;
        return work.ExecuteAsync(
            """
            UPDATE sources
            SET name = COALESCE(@name, name), is_active = COALESCE(@isActive, is_active),
                schedule = CASE WHEN @schedule IS NULL THEN schedule WHEN @schedule = 'default' THEN NULL ELSE @schedule END,
                schedule_timezone = CASE WHEN @schedule = 'default' THEN NULL ELSE COALESCE(@zone, schedule_timezone) END,
                keep_media = COALESCE(@keep, keep_media),
                keep_days = CASE WHEN @keep IS NULL THEN keep_days ELSE @keepDays END,
                trash_at_zoom_days = CASE WHEN @trash IS NULL THEN trash_at_zoom_days WHEN @trash = 'never' THEN NULL ELSE @trashDays END,
                config_changed_at = CASE WHEN @config IS NULL OR @config = config THEN config_changed_at ELSE @now END,
                config = COALESCE(@config, config), updated_at = @now, version = version + 1
            WHERE tenant_id = @tenant AND id = @id
            """,
            new
            {
                tenant,
                id,
                name = change.Name?.Trim(),
                isActive = change.IsActive,
                config = change.Config is null ? null : Text(change.Config),
                schedule = change.Schedule,
                zone = change.ScheduleTimezone,
                keep = keep?.Rule,
                keepDays = keep?.Days,
                trash = change.TrashAtZoomAfter is { } after ? KeepMedia.ReadDays(after) is null ? "never" : "days" : null,
                trashDays = change.TrashAtZoomAfter is { } days ? KeepMedia.ReadDays(days) : null,
                now = time.GetUtcNow(),
            },
            cancellation);
    }

    public Task<int> RemoveAsync(Work work, TenantId tenant, SourceId id, CancellationToken cancellation)
    {
        work.AfterCommit(signal.Raise);
        return work.ExecuteAsync(
            "DELETE FROM sources WHERE tenant_id = @tenant AND id = @id", new { tenant, id }, cancellation);
    }

    public Task<int> MarkSyncedAsync(Work work, TenantId tenant, SourceId id, CancellationToken cancellation) =>
        work.ExecuteAsync(
            "UPDATE sources SET last_synced_at = @now WHERE tenant_id = @tenant AND id = @id",
            new { tenant, id, now = time.GetUtcNow() },
            cancellation);

    private static string Text(ZoomSourceConfig config) => JsonSerializer.Serialize(config, SourceJson.Options);
}
