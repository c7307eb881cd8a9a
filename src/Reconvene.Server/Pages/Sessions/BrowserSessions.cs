using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Pages.Sessions;

/// <summary>
/// Keeps browsers signed in. The cookie is a random text of which only the hash is kept; the row decides how long it
/// counts, so that signing out, another password or a removed person end it at once, on every node.
/// </summary>
internal sealed class BrowserSessions(Database database, UserQueries users, TimeProvider time)
{
    /// <summary>How long a session outlives its last request.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>How long a session lasts, however much it is used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private const int SecretBytes = 32;

    /// <summary>A request writes that it was seen when the last one that did is so old.</summary>
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(5);

    /// <summary>Begins a session, and forgets those of the person that have ended. The text is for the cookie alone.</summary>
    public async Task<string> BeginAsync(UserRow user, CancellationToken cancellation)
    {
        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = time.GetUtcNow();
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            """
            DELETE FROM page_sessions
            WHERE tenant_id = @tenant AND user_id = @user AND (seen_at <= @idle OR signed_in_at <= @oldest OR stamp <> @stamp)
            """,
            new { tenant = user.TenantId, user = user.Id, stamp = user.Stamp, idle = now - Idle, oldest = now - Longest },
            cancellation);
        await work.ExecuteAsync(
            """
            INSERT INTO page_sessions (tenant_id, user_id, token_hash, stamp, signed_in_at, seen_at)
            VALUES (@tenant, @user, @hash, @stamp, @now, @now)
            """,
            new { tenant = user.TenantId, user = user.Id, hash = Hash(text), stamp = user.Stamp, now },
            cancellation);
        await work.CommitAsync(cancellation);
        return text;
    }

    /// <summary>Whose session it is, by the rows as they are now; null when it does not count, or no longer.</summary>
    public async Task<SignedIn?> FindAsync(string text, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var row = await database.FindAsync<SessionRow>(
            """
            SELECT id, tenant_id, user_id, stamp, seen_at
            FROM page_sessions
            WHERE token_hash = @hash AND seen_at > @idle AND signed_in_at > @oldest
            """,
            new { hash = Hash(text), idle = now - Idle, oldest = now - Longest },
            cancellation);
        if (row is null
            || await users.FindAsync(row.TenantId, row.UserId, cancellation) is not { } user
            || user.Stamp != row.Stamp)
        {
            return null;
        }

        await NoteAsync(row, now, cancellation);
        return new SignedIn(row.Id, user);
    }

    /// <summary>Signs out.</summary>
    public async Task EndAsync(SignedIn session, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            "DELETE FROM page_sessions WHERE tenant_id = @tenant AND id = @session",
            new { tenant = session.Person.TenantId, session = session.Session },
            cancellation);
        await work.CommitAsync(cancellation);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private async Task NoteAsync(SessionRow row, DateTimeOffset now, CancellationToken cancellation)
    {
        if (row.SeenAt > now - NotedEvery)
        {
            return;
        }

        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            "UPDATE page_sessions SET seen_at = @now WHERE tenant_id = @TenantId AND id = @Id AND seen_at = @SeenAt",
            new { now, row.TenantId, row.Id, row.SeenAt },
            cancellation);
        await work.CommitAsync(cancellation);
    }

    private sealed class SessionRow
    {
        public long Id { get; init; }

        public TenantId TenantId { get; init; }

        public UserId UserId { get; init; }

        public string Stamp { get; init; } = "";

        public DateTimeOffset SeenAt { get; init; }
    }
}

/// <summary>Left in the request's features: the session of this request, and whose it is.</summary>
internal sealed record SignedIn(long Session, UserRow Person);
