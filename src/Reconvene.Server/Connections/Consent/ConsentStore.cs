using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Consent;

/// <summary>Rows of <c>consents</c>. They are found by the hash of a key alone, which is what tells the tenant.</summary>
internal sealed class ConsentStore(Database database, Sealer sealer, GrantSeals grants, TimeProvider time)
{
    /// <summary>How long a person may take to answer.</summary>
    public static readonly TimeSpan AnswerLife = TimeSpan.FromMinutes(10);

    private const string Columns = """
        id, tenant_id, zoom_app_id, user_id, begun_in, connection_id, browser_hash, verifier_sealed, redirect_uri, return_to,
        chat_id, chat_user_id, grant_sealed, zoom_user_id, zoom_email, account_id, state, expires_at
        """;

    public async Task AddAsync(Work work, NewConsent consent, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var id = await work.SingleAsync<long>(
            """
            INSERT INTO consents (tenant_id, zoom_app_id, user_id, begun_in, connection_id, state, state_hash, browser_hash,
                redirect_uri, return_to, chat_id, chat_user_id, created_at, expires_at)
            VALUES (@Tenant, @App, @User, @BegunIn, @Reconnect, 'begun', @stateHash, @browserHash,
                @RedirectUri, @ReturnTo, @ChatId, @ChatUserId, @now, @expiresAt)
            RETURNING id
            """,
            new
            {
                consent.Tenant,
                consent.App,
                consent.User,
                consent.BegunIn,
                consent.Reconnect,
                stateHash = ConsentKey.Hash(consent.StateKey),
                browserHash = consent.BrowserKey is { } key ? ConsentKey.Hash(key) : null,
                consent.RedirectUri,
                consent.ReturnTo,
                consent.Chat?.ChatId,
                consent.Chat?.ChatUserId,
                now,
                expiresAt = now + ConsentState.Life,
            },
            cancellation);
        var verifier = await sealer.SealAsync(consent.Tenant, Verifier(id), consent.Verifier, cancellation);
        await work.ExecuteAsync(
            "UPDATE consents SET verifier_sealed = @verifier WHERE tenant_id = @Tenant AND id = @id",
            new { consent.Tenant, id, verifier },
            cancellation);
    }

    /// <summary>One that waits for Zoom's answer and is still in its time.</summary>
    public Task<ConsentRow?> FindBegunAsync(string stateKey, CancellationToken cancellation) =>
        database.FindAsync<ConsentRow>(
            $"SELECT {Columns} FROM consents WHERE state_hash = @hash AND state = 'begun' AND expires_at > @now",
            new { hash = ConsentKey.Hash(stateKey), now = time.GetUtcNow() },
            cancellation);

    /// <summary>One that waits for the answer of a person, and is still in its time.</summary>
    public Task<ConsentRow?> FindAskedAsync(string answerKey, CancellationToken cancellation) =>
        database.FindAsync<ConsentRow>(
            $"SELECT {Columns} FROM consents WHERE browser_hash = @hash AND state = 'asked' AND expires_at > @now",
            new { hash = ConsentKey.Hash(answerKey), now = time.GetUtcNow() },
            cancellation);

    /// <summary>Moves it on; false when another was first, so that each state is left once.</summary>
    public static async Task<bool> MoveAsync(
        Work work, ConsentRow row, string from, string to, string? reason, CancellationToken cancellation) =>
        await work.ExecuteAsync(
            """
            UPDATE consents
            SET state = @to, reason = @reason, verifier_sealed = NULL, browser_hash = NULL, grant_sealed = NULL,
                zoom_user_id = NULL, zoom_email = NULL, account_id = NULL
            WHERE tenant_id = @TenantId AND id = @Id AND state = @from
            """,
            new { row.TenantId, row.Id, from, to, reason = reason?.Length > 1000 ? reason[..1000] : reason },
            cancellation) is 1;

    /// <summary>
    /// Keeps the grant from the moment that Zoom gave it: whoever dies before the end leaves it to be given back. Its time
    /// begins anew, or it would be given back while it is being settled.
    /// </summary>
    public async Task HoldAsync(ConsentRow row, ZoomToken token, CancellationToken cancellation)
    {
        var whole = await grants.SealAsync(row.TenantId, "consents", row.Id, token, cancellation);
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            """
            UPDATE consents
            SET grant_sealed = @whole, expires_at = @expiresAt
            WHERE tenant_id = @TenantId AND id = @Id AND state = 'returned'
            """,
            new { row.TenantId, row.Id, whole, expiresAt = time.GetUtcNow() + AnswerLife },
            cancellation);
        await work.CommitAsync(cancellation);
    }

    /// <summary>Keeps the grant, sealed, until the holder of the key answers. False when the consent ended meanwhile.</summary>
    public async Task<bool> AskAsync(
        Work work, ConsentRow row, ConsentGrant grant, string answerKey, CancellationToken cancellation)
    {
        var whole = await grants.SealAsync(row.TenantId, "consents", row.Id, grant.Token, cancellation);
        return await work.ExecuteAsync(
            """
            UPDATE consents
            SET state = 'asked', browser_hash = @hash, grant_sealed = @whole, zoom_user_id = @ZoomUserId,
                zoom_email = @ZoomEmail, account_id = @ZoomAccountId, expires_at = @expiresAt
            WHERE tenant_id = @TenantId AND id = @Id AND state = 'returned'
            """,
            new
            {
                row.TenantId,
                row.Id,
                hash = ConsentKey.Hash(answerKey),
                whole,
                grant.ZoomUserId,
                grant.ZoomEmail,
                grant.ZoomAccountId,
                expiresAt = time.GetUtcNow() + AnswerLife,
            },
            cancellation) is 1;
    }

    public Task<ZoomToken> OpenTokenAsync(ConsentRow row, CancellationToken cancellation) =>
        grants.OpenAsync(row.TenantId, "consents", row.Id, row.GrantSealed!, cancellation).AsTask();

    public async Task<ConsentGrant> OpenGrantAsync(ConsentRow row, CancellationToken cancellation) => new(
        await OpenTokenAsync(row, cancellation),
        row.ZoomUserId!,
        row.ZoomEmail!,
        row.AccountId);

    public ValueTask<string> OpenVerifierAsync(ConsentRow row, CancellationToken cancellation) =>
        sealer.OpenTextAsync(row.TenantId, Verifier(row.Id), row.VerifierSealed!, cancellation);

    /// <summary>Grants that nobody said yes to in time, or whose consent was interrupted.</summary>
    public Task<IReadOnlyList<ConsentRow>> UnansweredAsync(CancellationToken cancellation) =>
        database.QueryAsync<ConsentRow>(
            $"SELECT {Columns} FROM consents WHERE state IN ('asked', 'returned') AND grant_sealed IS NOT NULL AND expires_at <= @now ORDER BY id LIMIT 100",
            new { now = time.GetUtcNow() },
            cancellation);

    /// <summary>Forgets what ended a day ago.</summary>
    public async Task ForgetOldAsync(CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            "DELETE FROM consents WHERE grant_sealed IS NULL AND expires_at <= @dayAgo",
            new { dayAgo = time.GetUtcNow().AddDays(-1) },
            cancellation);
        await work.ExecuteAsync(
            "DELETE FROM chat_codes WHERE expires_at <= @dayAgo", new { dayAgo = time.GetUtcNow().AddDays(-1) }, cancellation);
        await work.CommitAsync(cancellation);
    }

    private static SealedPlace Verifier(long id) => new("consents", "verifier_sealed", $"{id}");
}
