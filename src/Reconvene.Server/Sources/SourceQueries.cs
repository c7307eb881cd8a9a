using System.Text.Json;
using Dapper;
using Reconvene.Client.Sources;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Sources.Scheduling;

namespace Reconvene.Server.Sources;

internal sealed class SourceQueries(Database database, SourceTimes times)
{
    private const string Columns = """
        SELECT s.id, s.tenant_id, s.connection_id, s.name, s.platform, s.config, s.is_active, s.schedule, s.schedule_timezone,
            s.keep_media, s.keep_days, s.trash_at_zoom_days, s.last_synced_at, s.last_run_at, COALESCE(s.config_changed_at, s.created_at) AS config_changed_at,
            s.created_at, s.updated_at, c.is_active AS is_connection_active
        FROM sources s
        JOIN zoom_connections c ON c.id = s.connection_id AND c.tenant_id = s.tenant_id
        """;

    private const string OfConnection = $"{Columns} WHERE s.tenant_id = @tenant AND s.connection_id = @connection ORDER BY s.id";

    public async Task<Source?> FindAsync(TenantId tenant, SourceId id, CancellationToken cancellation) =>
        (await RowAsync(tenant, id, cancellation))?.ToSource();

    public async Task<SourceView?> FindViewAsync(TenantId tenant, SourceId id, CancellationToken cancellation) =>
        (await RowAsync(tenant, id, cancellation))?.ToView(times);

    public async Task<Page<SourceView>> ListAsync(TenantId tenant, PageRequest page, CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<SourceRow>(
            $"{Columns} WHERE s.tenant_id = @tenant AND s.id > @after ORDER BY s.id LIMIT @take",
            new { tenant, after = page.AfterId ?? 0, take = page.Limit + 1 },
            cancellation);
        return page.Cut([.. rows.Select(row => row.ToView(times))], view => (view.Id, view.Id));
    }

    /// <summary>All of one connection.</summary>
    public async Task<IReadOnlyList<SourceView>> ListOfAsync(
        TenantId tenant, ConnectionId connection, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<SourceRow>(OfConnection, new { tenant, connection }, cancellation)).Select(row => row.ToView(times))];

    /// <summary>The same as the transaction sees it.</summary>
    public async Task<IReadOnlyList<SourceView>> ListOfAsync(
        Work work, TenantId tenant, ConnectionId connection, CancellationToken cancellation) =>
        [.. (await work.QueryAsync<SourceRow>(OfConnection, new { tenant, connection }, cancellation)).Select(row => row.ToView(times))];

    /// <summary>All of a tenant that may be synced, or those of certain ids whether they may or not; by id.</summary>
    public async Task<IReadOnlyList<Source>> ListAsync(
        TenantId tenant, IReadOnlyCollection<long>? ids, CancellationToken cancellation)
    {
        if (ids is null)
        {
            return await RowsAsync("s.is_active = TRUE", new DynamicParameters(new { tenant }), cancellation);
        }

        var found = new List<Source>();
        foreach (var some in ids.Chunk(Rows.MostPerStatement))
        {
            var sought = Rows.In(some, new { tenant });
            found.AddRange(await RowsAsync($"s.id IN (VALUES {sought.Values})", sought.Arguments, cancellation));
        }

        return found;
    }

    private async Task<IReadOnlyList<Source>> RowsAsync(string which, DynamicParameters arguments, CancellationToken cancellation) =>
        [.. (await database.QueryAsync<SourceRow>(
            $"{Columns} WHERE s.tenant_id = @tenant AND {which} ORDER BY s.id", arguments, cancellation)).Select(row => row.ToSource())];

    private Task<SourceRow?> RowAsync(TenantId tenant, SourceId id, CancellationToken cancellation) =>
        database.FindAsync<SourceRow>(
            $"{Columns} WHERE s.tenant_id = @tenant AND s.id = @id", new { tenant, id }, cancellation);

    private sealed class SourceRow
    {
        public SourceId Id { get; init; }

        public TenantId TenantId { get; init; }

        public ConnectionId ConnectionId { get; init; }

        public string Name { get; init; } = "";

        public string Platform { get; init; } = "";

        public string Config { get; init; } = "{}";

        public bool IsActive { get; init; }

        public string? Schedule { get; init; }

        public string? ScheduleTimezone { get; init; }

        public string KeepMedia { get; init; } = "";

        public long? KeepDays { get; init; }

        public long? TrashAtZoomDays { get; init; }

        public bool IsConnectionActive { get; init; }

        public DateTimeOffset? LastSyncedAt { get; init; }

        public DateTimeOffset? LastRunAt { get; init; }

        public DateTimeOffset ConfigChangedAt { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public Source ToSource() => new(Id, TenantId, Name, ConnectionId, ReadConfig(), IsActive)
        {
            ConfigChangedAt = ConfigChangedAt,
        };

        public SourceView ToView(SourceTimes times) => new()
        {
            Id = Id.Value,
            Name = Name,
            Platform = Platform,
            CredentialId = ConnectionId.Value,
            Config = ReadConfig(),
            IsActive = IsActive,
            Schedule = Schedule,
            ScheduleTimezone = ScheduleTimezone,
            NextRunAt = IsActive && IsConnectionActive ? times.NextOf(TenantId, Id, Schedule, ScheduleTimezone) : null,
            KeepMedia = new Ledger.KeepMedia(KeepMedia, KeepDays).ToString(),
            TrashAtZoomAfter = TrashAtZoomDays is { } days ? Ledger.KeepMedia.Write(days) : SourceRules.Never,
            LastRunAt = LastRunAt,
            LastSyncedAt = LastSyncedAt,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };

        private ZoomSourceConfig ReadConfig() =>
            JsonSerializer.Deserialize<ZoomSourceConfig>(Config, SourceJson.Options) ?? new ZoomSourceConfig();
    }
}
