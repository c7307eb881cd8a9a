using System.Text.Json;
using Reconvene.Client.Sources;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Sources;

internal sealed class SourceQueries(Database database)
{
    private const string Columns = """
        SELECT id, tenant_id, connection_id, name, platform, config, is_active, last_synced_at, created_at, updated_at
        FROM sources
        """;

    private const string OfConnection = $"{Columns} WHERE tenant_id = @tenant AND connection_id = @connection ORDER BY id";

    public async Task<Source?> FindAsync(TenantId tenant, SourceId id, CancellationToken cancellation) =>
        (await RowAsync(tenant, id, cancellation))?.ToSource();

    public async Task<SourceView?> FindViewAsync(TenantId tenant, SourceId id, CancellationToken cancellation) =>
        (await RowAsync(tenant, id, cancellation))?.ToView();

    public async Task<Page<SourceView>> ListAsync(TenantId tenant, PageRequest page, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<SourceRow>(
            $"{Columns} WHERE tenant_id = @tenant AND id > @after ORDER BY id LIMIT @take",
            new { tenant, after = page.AfterId ?? 0, take = page.Limit + 1 },
            cancellation);
        return page.Cut([.. rows.Select(row => row.ToView())], view => (view.Id, view.Id));
    }

    /// <summary>All of one connection.</summary>
    public async Task<IReadOnlyList<SourceView>> ListOfAsync(
        TenantId tenant, ConnectionId connection, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<SourceRow>(OfConnection, new { tenant, connection }, cancellation)).Select(row => row.ToView())];

    /// <summary>The same as the transaction sees it.</summary>
    public static async Task<IReadOnlyList<SourceView>> ListOfAsync(
        Work work, TenantId tenant, ConnectionId connection, CancellationToken cancellation) =>
        [.. (await work.QueryAsync<SourceRow>(OfConnection, new { tenant, connection }, cancellation)).Select(row => row.ToView())];

    private Task<SourceRow?> RowAsync(TenantId tenant, SourceId id, CancellationToken cancellation) =>
        database.FindAsync<SourceRow>(
            $"{Columns} WHERE tenant_id = @tenant AND id = @id", new { tenant, id }, cancellation);

    private sealed class SourceRow
    {
        public SourceId Id { get; init; }

        public TenantId TenantId { get; init; }

        public ConnectionId ConnectionId { get; init; }

        public string Name { get; init; } = "";

        public string Platform { get; init; } = "";

        public string Config { get; init; } = "{}";

        public bool IsActive { get; init; }

        public DateTimeOffset? LastSyncedAt { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public Source ToSource() => new(Id, TenantId, Name, ConnectionId, ReadConfig(), IsActive);

        public SourceView ToView() => new()
        {
            Id = Id.Value,
            Name = Name,
            Platform = Platform,
            CredentialId = ConnectionId.Value,
            Config = ReadConfig(),
            IsActive = IsActive,
            LastSyncedAt = LastSyncedAt,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };

        private ZoomSourceConfig ReadConfig() =>
            JsonSerializer.Deserialize<ZoomSourceConfig>(Config, SourceJson.Options) ?? new ZoomSourceConfig();
    }
}
