using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections;

/// <summary>
/// Tokens in <c>zoom_connections</c>, sealed. Writers are fenced by <c>token_version</c>: who read an older number
/// writes nothing and uses the winner's token.
/// </summary>
internal sealed class TokenStore(Database database, Sealer sealer, TimeProvider time)
{
    public async Task<ConnectionToken?> FindAsync(
        TenantId tenant, ConnectionId connection, CancellationToken cancellation)
    {
        var row = await database.FindAsync<TokenRow>(
            """
            SELECT zoom_app_id, account_id, needs_reauth, reason, access_token_sealed, access_token_expires_at, scope, api_url,
                token_version
            FROM zoom_connections
            WHERE tenant_id = @tenant AND id = @connection
            """,
            new { tenant, connection },
            cancellation);
        if (row is null)
        {
            return null;
        }

        var token = row is { AccessTokenSealed: { } whole, AccessTokenExpiresAt: { } expiresAt }
            ? new ZoomToken(new Secret(await sealer.OpenTextAsync(tenant, Place(connection), whole, cancellation)), expiresAt)
            {
                Scopes = row.Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                ApiUrl = row.ApiUrl,
            }
            : null;
        return new ConnectionToken(
            tenant, connection, row.ZoomAppId, row.AccountId ?? "", row.NeedsReauth, row.Reason, token, row.TokenVersion);
    }

    /// <summary>False when another writer was first.</summary>
    public async Task<bool> StoreAsync(ConnectionToken read, ZoomToken token, CancellationToken cancellation)
    {
        var whole = await sealer.SealAsync(read.Tenant, Place(read.Connection), token.AccessToken.Reveal(), cancellation);
        await using var work = await database.BeginAsync(cancellation);
        var changed = await work.ExecuteAsync(
            """
            UPDATE zoom_connections
            SET access_token_sealed = @whole, access_token_expires_at = @expiresAt, scope = @scope, api_url = @apiUrl,
                token_version = token_version + 1, last_used_at = @now, updated_at = @now
            WHERE tenant_id = @tenant AND id = @connection AND token_version = @version
            """,
            new
            {
                tenant = read.Tenant,
                connection = read.Connection,
                version = read.Version,
                whole,
                expiresAt = token.ExpiresAt,
                scope = token.Scopes is null ? null : string.Join(' ', token.Scopes),
                apiUrl = token.ApiUrl,
                now = time.GetUtcNow(),
            },
            cancellation);
        await work.CommitAsync(cancellation);
        return changed is 1;
    }

    private static SealedPlace Place(ConnectionId connection) =>
        new("zoom_connections", "access_token_sealed", connection.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private sealed class TokenRow
    {
        public ZoomAppId ZoomAppId { get; init; }

        public string? AccountId { get; init; }

        public bool NeedsReauth { get; init; }

        public string? Reason { get; init; }

        public byte[]? AccessTokenSealed { get; init; }

        public DateTimeOffset? AccessTokenExpiresAt { get; init; }

        public string? Scope { get; init; }

        public string? ApiUrl { get; init; }

        public long TokenVersion { get; init; }
    }
}
