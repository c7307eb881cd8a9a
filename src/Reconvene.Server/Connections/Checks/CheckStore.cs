using System.Text.Json;
using Reconvene.Client;
using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Connections.Checks;

/// <summary>What the last check of each connection found: reads and writes of <c>connection_checks</c>.</summary>
internal sealed class CheckStore(Database database, TimeProvider time)
{
    private const int MostDue = 500;

    public async Task<CredentialCheck?> FindAsync(TenantId tenant, ConnectionId connection, CancellationToken cancellation) =>
        await database.FindAsync<string>(
            "SELECT report FROM connection_checks WHERE tenant_id = @tenant AND connection_id = @connection",
            new { tenant, connection },
            cancellation) is { } report
            ? JsonSerializer.Deserialize<CredentialCheck>(report, ReconveneClient.Json)
            : null;

    public Task<DateTimeOffset?> CheckedAtAsync(TenantId tenant, ConnectionId connection, CancellationToken cancellation) =>
        database.FindAsync<DateTimeOffset?>(
            "SELECT checked_at FROM connection_checks WHERE tenant_id = @tenant AND connection_id = @connection",
            new { tenant, connection },
            cancellation);

    /// <summary>Connections of every tenant that can be used and were not looked at since, the longest first.</summary>
    public Task<IReadOnlyList<DueCheck>> DueAsync(DateTimeOffset since, CancellationToken cancellation) =>
        database.QueryAsync<DueCheck>(
            """
            SELECT c.tenant_id, c.id AS connection_id
            FROM zoom_connections c
            LEFT JOIN connection_checks k ON k.connection_id = c.id AND k.tenant_id = c.tenant_id
            WHERE c.is_active = TRUE AND c.needs_reauth = FALSE AND COALESCE(k.checked_at, c.created_at) <= @since
            ORDER BY COALESCE(k.checked_at, c.created_at), c.id
            LIMIT @most
            """,
            new { since, most = MostDue },
            cancellation);

    /// <summary>Features as the checks before left them; of one that was never checked, none.</summary>
    public static async Task<FeatureHistory> HistoryAsync(
        Work work, TenantId tenant, ConnectionId connection, CancellationToken cancellation)
    {
        var row = await work.FindAsync<HistoryRow>(
            "SELECT features_had, features_lost FROM connection_checks WHERE tenant_id = @tenant AND connection_id = @connection",
            new { tenant, connection },
            cancellation);
        return row is null ? new FeatureHistory([], []) : new FeatureHistory(Read(row.FeaturesHad), Read(row.FeaturesLost));
    }

    /// <summary>False when the connection was removed meanwhile.</summary>
    public static async Task<bool> PutAsync(
        Work work, TenantId tenant, CredentialCheck check, FeatureHistory history, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            """
            INSERT INTO connection_checks (connection_id, tenant_id, checked_at, features_had, features_lost, report)
            SELECT id, tenant_id, @checkedAt, @had, @lost, @report
            FROM zoom_connections
            WHERE tenant_id = @tenant AND id = @connection
            ON CONFLICT (connection_id) DO UPDATE SET
                checked_at = excluded.checked_at, features_had = excluded.features_had,
                features_lost = excluded.features_lost, report = excluded.report
            """,
            new
            {
                tenant,
                connection = check.CredentialId,
                checkedAt = check.CheckedAt,
                had = JsonSerializer.Serialize(history.Had),
                lost = JsonSerializer.Serialize(history.Lost),
                report = JsonSerializer.Serialize(check, ReconveneClient.Json),
            },
            cancellation) is 1;

    /// <summary>A connection whose Zoom user is not known learns it, unless another connection of the app is that user's.</summary>
    public async Task<RecognizedUser> RecognizeAsync(
        Work work, ZoomConnection connection, ZoomUser user, CancellationToken cancellation)
    {
        var other = await ConnectionQueries.FindOfUserAsync(
            work, connection.TenantId, connection.ZoomAppId, user.Id!, cancellation);
        if (other is not null)
        {
            return other.Id == connection.Id ? new RecognizedUser.Nothing() : new RecognizedUser.TakenBy(other.Id);
        }

        var changed = await work.ExecuteAsync(
            """
            UPDATE zoom_connections
            SET zoom_user_id = @user, zoom_email = @email, zoom_account_id = COALESCE(@account, zoom_account_id),
                updated_at = @now, version = version + 1
            WHERE tenant_id = @TenantId AND id = @Id AND zoom_user_id IS NULL
            """,
            new { connection.TenantId, connection.Id, user = user.Id, email = user.Email, account = user.AccountId, now = time.GetUtcNow() },
            cancellation);
        return changed is 1 ? new RecognizedUser.Learned(user.Email ?? user.Id!) : new RecognizedUser.Nothing();
    }

    private static string[] Read(string list) => JsonSerializer.Deserialize<string[]>(list) ?? [];

    private sealed class HistoryRow
    {
        public string FeaturesHad { get; init; } = "";

        public string FeaturesLost { get; init; } = "";
    }
}

/// <summary>A connection that is to be looked at.</summary>
internal sealed class DueCheck
{
    public TenantId TenantId { get; init; }

    public ConnectionId ConnectionId { get; init; }
}
