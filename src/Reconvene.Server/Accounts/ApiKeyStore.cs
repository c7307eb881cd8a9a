using System.Data.Common;
using Reconvene.Client.Accounts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts;

/// <summary>Writes API keys.</summary>
internal sealed partial class ApiKeyStore(
    Database database, AuditTrail audit, TimeProvider time, ILogger<ApiKeyStore> logger)
{
    /// <summary>Last use is kept to the minute: a key that calls a thousand times a second writes once.</summary>
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    public async Task<ApiKeyRow> AddAsync(
        Caller caller, ApiKeyRequest request, ApiKeySecret secret, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var row = await work.SingleAsync<ApiKeyRow>(
            """
            INSERT INTO api_keys (tenant_id, user_id, name, prefix, key_hash, scope, created_at, expires_at)
            VALUES (@tenant, @user, @name, @prefix, @hash, @scope, @now, @expiresAt)
            RETURNING id, tenant_id, user_id, name, prefix, scope, created_at, expires_at, last_used_at
            """,
            new
            {
                tenant = caller.Tenant,
                user = caller.User,
                name = request.Name.Trim(),
                prefix = secret.Prefix,
                hash = secret.Hash,
                scope = ScopeText(request.Scope),
                now = time.GetUtcNow(),
                expiresAt = request.ExpiresAt,
            },
            cancellation);
        await audit.RecordAsync(
            work,
            new(
                caller.Tenant,
                AuditActor.Of(caller),
                "api_key.made",
                $"api_key:{row.Id.Value}",
                new { row.Prefix, row.Scope, row.ExpiresAt }),
            cancellation);
        await work.CommitAsync(cancellation);
        return row;
    }

    /// <summary>False when the caller has no such key in reach.</summary>
    public async Task<bool> RevokeAsync(Caller caller, ApiKeyId key, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var revoked = await work.ExecuteAsync(
            """
            UPDATE api_keys SET revoked_at = @now
            WHERE tenant_id = @tenant AND id = @key AND revoked_at IS NULL
              AND (@ofEveryone = TRUE OR user_id = @user)
            """,
            new
            {
                now = time.GetUtcNow(),
                tenant = caller.Tenant,
                key,
                user = caller.User,
                ofEveryone = caller.Role is Role.Owner,
            },
            cancellation);
        if (revoked is 0)
        {
            return false;
        }

        await audit.RecordAsync(
            work, new(caller.Tenant, AuditActor.Of(caller), "api_key.revoked", $"api_key:{key.Value}"), cancellation);
        await work.CommitAsync(cancellation);
        return true;
    }

    /// <summary>Notes that a key was used. A storage that cannot be written now does not make the key invalid.</summary>
    public async Task NoteUseAsync(ApiKeyRow key, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (key.LastUsedAt > now - Precision)
        {
            return;
        }

        try
        {
            await using var work = await database.BeginAsync(cancellation);
            await work.ExecuteAsync(
                """
                UPDATE api_keys SET last_used_at = @now
                WHERE tenant_id = @TenantId AND id = @Id AND (last_used_at IS NULL OR last_used_at <= @before)
                """,
                new { now, before = now - Precision, key.TenantId, key.Id },
                cancellation);
            await work.CommitAsync(cancellation);
        }
        catch (DbException error) when (error.IsUnavailable())
        {
            Log.UseNotNoted(logger, key.Id, error);
        }
    }

    private static string ScopeText(ApiKeyScope scope) => scope switch
    {
        ApiKeyScope.Read => "read",
        ApiKeyScope.Write => "write",
        _ => "manage",
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The last use of API key {ApiKeyId} could not be noted")]
        public static partial void UseNotNoted(ILogger logger, ApiKeyId apiKeyId, Exception error);
    }
}
