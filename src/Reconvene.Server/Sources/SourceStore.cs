using System.Text.Json;
using Reconvene.Client.Sources;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Sources;

/// <summary>Writes of <c>sources</c>.</summary>
internal sealed class SourceStore(TimeProvider time)
{
    public Task<SourceId> AddAsync(
        Work work, TenantId tenant, ConnectionId connection, string name, ZoomSourceConfig config, CancellationToken cancellation) =>
        work.SingleAsync<SourceId>(
            """
            INSERT INTO sources (tenant_id, connection_id, name, platform, config, is_active, created_at, updated_at, version)
            VALUES (@tenant, @connection, @name, 'zoom', @config, TRUE, @now, @now, 1)
            RETURNING id
            """,
            new { tenant, connection, name, config = Text(config), now = time.GetUtcNow() },
            cancellation);

    public Task<int> ChangeAsync(
        Work work, TenantId tenant, SourceId id, ChangeSourceRequest change, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            UPDATE sources
            SET name = COALESCE(@name, name), is_active = COALESCE(@isActive, is_active),
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
                now = time.GetUtcNow(),
            },
            cancellation);

    public static Task<int> RemoveAsync(Work work, TenantId tenant, SourceId id, CancellationToken cancellation) =>
        work.ExecuteAsync(
            "DELETE FROM sources WHERE tenant_id = @tenant AND id = @id", new { tenant, id }, cancellation);

    public Task<int> MarkSyncedAsync(Work work, TenantId tenant, SourceId id, CancellationToken cancellation) =>
        work.ExecuteAsync(
            "UPDATE sources SET last_synced_at = @now WHERE tenant_id = @tenant AND id = @id",
            new { tenant, id, now = time.GetUtcNow() },
            cancellation);

    private static string Text(ZoomSourceConfig config) => JsonSerializer.Serialize(config, SourceJson.Options);
}
