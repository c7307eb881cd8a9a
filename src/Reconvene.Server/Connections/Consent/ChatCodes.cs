using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Consent;

/// <summary>One-time codes with which a chat begins a consent without signing in: 256 bits, ten minutes, for that chat alone.</summary>
internal sealed class ChatCodes(Database database, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>A code for the link that the bot writes into the chat.</summary>
    public async Task<string> IssueAsync(TenantId tenant, Chat chat, CancellationToken cancellation)
    {
        var code = ConsentKey.Make();
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            """
            INSERT INTO chat_codes (code_hash, tenant_id, chat_id, chat_user_id, expires_at)
            VALUES (@hash, @tenant, @ChatId, @ChatUserId, @expiresAt)
            """,
            new { hash = ConsentKey.Hash(code), tenant, chat.ChatId, chat.ChatUserId, expiresAt = time.GetUtcNow() + Life },
            cancellation);
        await work.CommitAsync(cancellation);
        return code;
    }

    /// <summary>Uses a code up; the tenant of the bot, or null when it does not count for that chat.</summary>
    public async Task<TenantId?> UseAsync(string code, Chat chat, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var tenant = await work.FindAsync<TenantId?>(
            """
            UPDATE chat_codes
            SET used_at = @now
            WHERE code_hash = @hash AND chat_id = @ChatId AND chat_user_id = @ChatUserId AND used_at IS NULL AND expires_at > @now
            RETURNING tenant_id
            """,
            new { hash = ConsentKey.Hash(code), chat.ChatId, chat.ChatUserId, now = time.GetUtcNow() },
            cancellation);
        await work.CommitAsync(cancellation);
        return tenant;
    }
}
