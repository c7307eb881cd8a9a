using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Tokens;

/// <summary>
/// Tokens in <c>zoom_tokens</c>, sealed. Writers are fenced by the row's version: who read an older number writes
/// nothing and uses the winner's token.
/// </summary>
internal sealed class TokenStore(Database database, Sealer sealer, MendConnection mend, TimeProvider time)
{
    public async Task<ConnectionToken?> FindAsync(TokenKey key, CancellationToken cancellation) =>
        await OpenAsync(key, await database.FindAsync<TokenRow>(Find, key, cancellation), cancellation);

    /// <summary>As the transaction sees it.</summary>
    public async Task<ConnectionToken?> FindAsync(Work work, TokenKey key, CancellationToken cancellation) =>
        await OpenAsync(key, await work.FindAsync<TokenRow>(Find, key, cancellation), cancellation);

    /// <summary>Makes the row, empty or with a first token; one that is there stays as it is.</summary>
    public async Task AddAsync(Work work, TokenKey key, ZoomToken? token, CancellationToken cancellation)
    {
        await work.ExecuteAsync(
            """
            INSERT INTO zoom_tokens (connection_id, tenant_id, account_id, version, early_refusals)
            VALUES (@Connection, @Tenant, @SubAccount, 1, 0)
            ON CONFLICT (connection_id, account_id) DO NOTHING
            """,
            key,
            cancellation);
        if (token is not null)
        {
            await PutAsync(work, key, token, cancellation);
        }
    }

    /// <summary>A person gave this token: it counts, whatever others are about to write.</summary>
    public async Task PutAsync(Work work, TokenKey key, ZoomToken token, CancellationToken cancellation)
    {
        var whole = await SealedToken.SealAsync(sealer, key, token, cancellation);
        await work.ExecuteAsync(Store, Values(key, whole, version: null, isEarly: false), cancellation);
    }

    /// <summary>False when another writer was first. A connection that was thought dead is alive with it.</summary>
    public async Task<bool> StoreAsync(
        TokenKey key, long version, SealedToken whole, bool isEarly, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await ConnectionStore.HoldAsync(work, key.Tenant, key.Connection, cancellation);
        if (await work.ExecuteAsync(Store, Values(key, whole, version, isEarly), cancellation) is 0)
        {
            return false;
        }

        var row = new { key.Tenant, key.Connection, now = time.GetUtcNow() };
        await work.ExecuteAsync(
            "UPDATE zoom_connections SET last_used_at = @now, updated_at = @now WHERE tenant_id = @Tenant AND id = @Connection",
            row,
            cancellation);
        var isMended = key.SubAccount.Length is 0 && await work.ExecuteAsync(
            """
            UPDATE zoom_connections
            SET needs_reauth = FALSE, reason = NULL
            WHERE tenant_id = @Tenant AND id = @Connection AND needs_reauth = TRUE
            """,
            row,
            cancellation) is 1;
        if (isMended)
        {
            await mend.RunAsync(work, key.Tenant, key.Connection, cancellation);
        }

        var refusals = await work.FindAsync<long?>(EarlyRefusals, Hour(key), cancellation) ?? 0;
        await mend.TokenCameAsync(work, key.Tenant, key.Connection, isQuiet: refusals is 0, cancellation);

        await work.CommitAsync(cancellation);
        return true;
    }

    /// <summary>How often another program's token ended ours before its time, within the last hour.</summary>
    public async Task<long> EarlyRefusalsAsync(TokenKey key, CancellationToken cancellation) =>
        await database.FindAsync<long?>(EarlyRefusals, Hour(key), cancellation) ?? 0;

    private const string Find = """
        SELECT c.zoom_app_id, CASE WHEN t.account_id = '' THEN c.account_id ELSE t.account_id END AS account_id,
            c.grant_kind, c.needs_reauth, c.reason, t.access_token_sealed, t.access_token_expires_at,
            t.refresh_token_sealed, t.scope, t.api_url, t.version
        FROM zoom_tokens t
        JOIN zoom_connections c ON c.id = t.connection_id AND c.tenant_id = t.tenant_id
        WHERE t.tenant_id = @Tenant AND t.connection_id = @Connection AND t.account_id = @SubAccount
        """;

    private const string EarlyRefusals = """
        SELECT early_refusals
        FROM zoom_tokens
        WHERE tenant_id = @Tenant AND connection_id = @Connection AND account_id = @SubAccount AND early_since > @hourAgo
        """;

    private const string Store = """
        UPDATE zoom_tokens
        SET access_token_sealed = @access, access_token_expires_at = @expiresAt, refresh_token_sealed = @refresh,
            scope = @scope, api_url = @apiUrl, version = version + 1, lease_by = NULL, lease_until = NULL,
            refresh_sent_by = NULL,
            early_refusals = CASE WHEN @isEarly = FALSE THEN early_refusals
                WHEN COALESCE(early_since, 0) > @hourAgo THEN early_refusals + 1 ELSE 1 END,
            early_since = CASE WHEN @isEarly = FALSE OR COALESCE(early_since, 0) > @hourAgo THEN early_since ELSE @now END
        WHERE tenant_id = @Tenant AND connection_id = @Connection AND account_id = @SubAccount
            AND (@version IS NULL OR version = @version)
        """;

    private async Task<ConnectionToken?> OpenAsync(TokenKey key, TokenRow? row, CancellationToken cancellation) => row is null
        ? null
        : new ConnectionToken(
            key,
            row.ZoomAppId,
            row.AccountId ?? "",
            row.GrantKind is GrantKind.User,
            row.NeedsReauth,
            row.Reason,
            row.Sealed is { } whole ? await whole.OpenAsync(sealer, key, cancellation) : null,
            row.Version);

    private object Hour(TokenKey key) =>
        new { key.Tenant, key.Connection, key.SubAccount, hourAgo = time.GetUtcNow().AddHours(-1) };

    private object Values(TokenKey key, SealedToken whole, long? version, bool isEarly)
    {
        var now = time.GetUtcNow();
        return new
        {
            key.Tenant,
            key.Connection,
            key.SubAccount,
            access = whole.Access,
            expiresAt = whole.ExpiresAt,
            refresh = whole.Refresh,
            scope = whole.Scope,
            apiUrl = whole.ApiUrl,
            version,
            isEarly,
            now,
            hourAgo = now.AddHours(-1),
        };
    }

    private sealed class TokenRow
    {
        public ZoomAppId ZoomAppId { get; init; }

        public string? AccountId { get; init; }

        public string GrantKind { get; init; } = "";

        public bool NeedsReauth { get; init; }

        public string? Reason { get; init; }

        public byte[]? AccessTokenSealed { get; init; }

        public DateTimeOffset? AccessTokenExpiresAt { get; init; }

        public byte[]? RefreshTokenSealed { get; init; }

        public string? Scope { get; init; }

        public string? ApiUrl { get; init; }

        public long Version { get; init; }

        public SealedToken? Sealed => this is { AccessTokenSealed: { } access, AccessTokenExpiresAt: { } expiresAt }
            ? new SealedToken(access, expiresAt, RefreshTokenSealed, Scope, ApiUrl)
            : null;
    }
}
