using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts;

/// <summary>
/// Keeps people signed in by refresh tokens that rotate (RFC 9700, section 4.14.2): each is used once, for the next. One
/// that comes a second time was stolen, from the person or by them, and ends the whole sign-in.
/// </summary>
internal sealed partial class SignIns(
    Database database, AuditTrail audit, TimeProvider time, ILogger<SignIns> logger)
{
    /// <summary>How long a refresh token waits to be used.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(30);

    /// <summary>How long a sign-in lasts, however often it is refreshed.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    private const string Find = """
        SELECT id, tenant_id, user_id, family, stamp, signed_in_at
        FROM refresh_tokens
        WHERE token_hash = @hash AND revoked_at IS NULL AND expires_at > @now
        """;

    private const string Use =
        "UPDATE refresh_tokens SET used_at = @now WHERE id = @Id AND tenant_id = @TenantId AND used_at IS NULL";

    private const string Add = """
        INSERT INTO refresh_tokens
            (tenant_id, user_id, family, token_hash, stamp, signed_in_at, created_at, expires_at)
        VALUES (@tenant, @user, @family, @hash, @stamp, @signedInAt, @now, @expires)
        """;

    private const string End = """
        UPDATE refresh_tokens SET revoked_at = @now
        WHERE tenant_id = @tenant AND user_id = @user AND (@family IS NULL OR family = @family) AND revoked_at IS NULL
        """;

    private const string Forget = "DELETE FROM refresh_tokens WHERE tenant_id = @tenant AND user_id = @user AND expires_at <= @now";

    /// <summary>Begins a sign-in, and forgets those of the person that have run out.</summary>
    public async Task<RefreshToken> BeginAsync(UserRow user, string address, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(Forget, new { tenant = user.TenantId, user = user.Id, now }, cancellation);
        var token = await AddAsync(work, user, Guid.CreateVersion7().ToString("D"), now, cancellation);
        await RecordAsync(work, user.TenantId, AuditActor.User(user.Id), "login.succeeded", user.Id, new { Address = address }, cancellation);
        await work.CommitAsync(cancellation);
        return token;
    }

    /// <summary>Takes a token for the next one; null when it does not count, or no longer.</summary>
    public async Task<Refreshed?> RefreshAsync(string text, string address, CancellationToken cancellation)
    {
        if (RefreshSecret.Read(text) is not { } secret)
        {
            return null;
        }

        var now = time.GetUtcNow();
        await using var work = await database.BeginAsync(cancellation);
        if (await work.FindAsync<SignInRow>(Find, new { hash = secret.Hash, now }, cancellation) is not { } row)
        {
            return null;
        }

        if (await work.ExecuteAsync(Use, new { now, row.Id, row.TenantId }, cancellation) is 0)
        {
            await EndAsync(work, row.TenantId, row.UserId, row.Family, cancellation);
            await RecordAsync(
                work, row.TenantId, AuditActor.Anonymous(address), "refresh_token.reused", row.UserId, null, cancellation);
            await work.CommitAsync(cancellation);
            Log.UsedTwice(logger, row.UserId.Value);
            return null;
        }

        // Whose password was changed since signs in again.
        if (await UserQueries.FindAsync(work, row.TenantId, row.UserId, cancellation) is not { } user || user.Stamp != row.Stamp)
        {
            return null;
        }

        var next = await AddAsync(work, user, row.Family, row.SignedInAt, cancellation);
        await work.CommitAsync(cancellation);
        return new Refreshed(user, next);
    }

    /// <summary>Ends the sign-in that a token of the caller belongs to; a token that counts for nothing ends nothing.</summary>
    public async Task EndAsync(Caller caller, string text, CancellationToken cancellation)
    {
        if (RefreshSecret.Read(text) is not { } secret)
        {
            return;
        }

        await using var work = await database.BeginAsync(cancellation);
        var row = await work.FindAsync<SignInRow>(Find, new { hash = secret.Hash, now = time.GetUtcNow() }, cancellation);
        if (row is null || row.TenantId != caller.Tenant || row.UserId != caller.User)
        {
            return;
        }

        await EndAsync(work, row.TenantId, row.UserId, row.Family, cancellation);
        await RecordAsync(work, caller.Tenant, AuditActor.Of(caller), "login.ended", caller.User, null, cancellation);
        await work.CommitAsync(cancellation);
    }

    /// <summary>Ends every sign-in of the caller.</summary>
    public async Task EndAllAsync(Caller caller, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await EndAsync(work, caller.Tenant, caller.User, null, cancellation);
        await RecordAsync(
            work, caller.Tenant, AuditActor.Of(caller), "login.ended", caller.User, new { Everywhere = true }, cancellation);
        await work.CommitAsync(cancellation);
    }

    private Task<int> EndAsync(Work work, TenantId tenant, UserId user, string? family, CancellationToken cancellation) =>
        work.ExecuteAsync(End, new { tenant, user, family, now = time.GetUtcNow() }, cancellation);

    private Task RecordAsync(
        Work work, TenantId tenant, AuditActor actor, string action, UserId user, object? detail, CancellationToken cancellation) =>
        audit.RecordAsync(work, new(tenant, actor, action, $"user:{user.Value}", detail), cancellation);

    private async Task<RefreshToken> AddAsync(
        Work work, UserRow user, string family, DateTimeOffset signedInAt, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var secret = RefreshSecret.Make();
        var life = signedInAt + Longest - now;
        life = life < Idle ? life : Idle;
        await work.ExecuteAsync(
            Add,
            new
            {
                tenant = user.TenantId,
                user = user.Id,
                family,
                hash = secret.Hash,
                stamp = user.Stamp,
                signedInAt,
                now,
                expires = now + life,
            },
            cancellation);
        return new RefreshToken(secret.Text, life);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A refresh token of user {User} was used twice: its sign-in was ended")]
        public static partial void UsedTwice(ILogger logger, long user);
    }
}

/// <summary>A refresh token, for its person, and how long it waits to be used.</summary>
internal sealed record RefreshToken(string Text, TimeSpan Life)
{
    public override string ToString() => "***";
}

/// <summary>Who goes on being signed in, and by what.</summary>
internal sealed record Refreshed(UserRow User, RefreshToken Next);
