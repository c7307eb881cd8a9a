using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Consent;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Connections.Steps;

/// <summary>
/// Tells Zoom that a grant is no longer wanted. An access token that has ended is renewed for it first; a grant that
/// Zoom no longer knows is revoked already. Zoom has one living pair for a user and an app, so the grant of a person who is
/// connected through the app again is left alone: to end it may end theirs.
/// </summary>
internal sealed class RevokeAtZoom(
    Database database, GrantSeals seals, ZoomAppCredentials apps, ZoomOAuth oauth, ZoomClients zoom, TimeProvider time) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = long.Parse(context.Subject.Split(':')[1], CultureInfo.InvariantCulture);
        var row = await database.FindAsync<Revocation>(
            "SELECT id, tenant_id, zoom_app_id, zoom_user_id, grant_sealed FROM revocations WHERE tenant_id = @tenant AND id = @id",
            new { tenant = context.Tenant, id },
            cancellation);
        if (row is not { GrantSealed: { } whole }
            || await apps.FindAsync(context.Tenant, row.ZoomAppId, cancellation) is not { ClientId.Length: > 0, ClientSecret.IsEmpty: false } app)
        {
            return Forgotten(context.Tenant, id, "Nothing can be revoked: the Zoom app or its secret is gone.");
        }

        var token = await seals.OpenAsync(context.Tenant, "revocations", id, whole, cancellation);
        if (token.ExpiresAt <= time.GetUtcNow())
        {
            switch (await RenewAsync(row, token, app, cancellation))
            {
                case ZoomResult<ZoomToken>.Ok(var fresh):
                    token = fresh;
                    break;
                case ZoomResult<ZoomToken>.Failed({ OAuthProblem: OAuthProblem.GrantDead }):
                    return Forgotten(context.Tenant, id, "The grant had ended at Zoom.");
                case ZoomResult<ZoomToken>.Failed(var failure):
                    return new StepOutcome.Failed(failure.ToFailure());
            }
        }

        if (row.ZoomUserId is null && await MayEndAnotherAsync(row, cancellation))
        {
            switch (await zoom.With(token).GetUserAsync(ZoomConnection.Me, cancellation))
            {
                case ZoomResult<ZoomUser>.Ok({ Id: { Length: > 0 } user }):
                    if (!await RecognizeAsync(row, user, cancellation))
                    {
                        return Forgotten(context.Tenant, id, "Its person has connected again: Zoom keeps one pair, and that one lives on.");
                    }

                    break;
                case ZoomResult<ZoomUser>.Ok:
                    return new StepOutcome.Failed(new(FailureKind.Unavailable, "Zoom did not say whose the grant is."));
                case ZoomResult<ZoomUser>.Failed({ Kind: ZoomFailureKind.CredentialRejected }):
                    return Forgotten(context.Tenant, id, "Zoom no longer knew the grant.");
                case ZoomResult<ZoomUser>.Failed(var failure):
                    return new StepOutcome.Failed(failure.ToFailure());
            }
        }

        return await oauth.RevokeAsync(token.AccessToken, app.ClientId, app.ClientSecret, cancellation) switch
        {
            ZoomResult<Done>.Ok => Forgotten(context.Tenant, id, "Revoked at Zoom."),
            ZoomResult<Done>.Failed({ OAuthProblem: OAuthProblem.GrantDead } or { Status: StatusCodes.Status401Unauthorized, OAuthProblem: null or OAuthProblem.Other }) =>
                Forgotten(context.Tenant, id, "Zoom no longer knew the grant."),
            ZoomResult<Done>.Failed(var failure) => new StepOutcome.Failed(failure.ToFailure()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static StepOutcome.Done Forgotten(TenantId tenant, long id, string what) => new(
        (work, stop) => work.ExecuteAsync(
            "DELETE FROM revocations WHERE tenant_id = @tenant AND id = @id", new { tenant, id }, stop),
        new { outcome = what });

    /// <summary>Whether anybody is there whose pair it could be: connected through the app, or about to be.</summary>
    private async Task<bool> MayEndAnotherAsync(Revocation row, CancellationToken cancellation) =>
        await database.FindAsync<long?>(
            """
            SELECT 1 FROM zoom_connections
            WHERE tenant_id = @TenantId AND zoom_app_id = @ZoomAppId AND grant_kind = 'oauth'
            UNION ALL
            SELECT 1 FROM consents
            WHERE tenant_id = @TenantId AND zoom_app_id = @ZoomAppId AND grant_sealed IS NOT NULL
            LIMIT 1
            """,
            new { row.TenantId, row.ZoomAppId },
            cancellation) is not null;

    /// <summary>
    /// Puts the person on record, so that their next consent withdraws the revocation. False when they are connected again,
    /// or are being asked, or when it was withdrawn.
    /// </summary>
    private async Task<bool> RecognizeAsync(Revocation row, string user, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var isStill = await work.ExecuteAsync(
            """
            UPDATE revocations
            SET zoom_user_id = @user
            WHERE tenant_id = @TenantId AND id = @Id
                AND NOT EXISTS (
                    SELECT 1 FROM zoom_connections c
                    WHERE c.tenant_id = @TenantId AND c.zoom_app_id = @ZoomAppId AND c.zoom_user_id = @user)
                AND NOT EXISTS (
                    SELECT 1 FROM consents a
                    WHERE a.tenant_id = @TenantId AND a.zoom_app_id = @ZoomAppId AND a.zoom_user_id = @user
                        AND a.grant_sealed IS NOT NULL)
            """,
            new { row.TenantId, row.Id, row.ZoomAppId, user },
            cancellation) is 1;
        await work.CommitAsync(cancellation);
        return isStill;
    }

    /// <summary>The new pair is put on record before it is used: the old one is dead at Zoom.</summary>
    private async Task<ZoomResult<ZoomToken>> RenewAsync(
        Revocation row, ZoomToken token, ZoomAppCredential app, CancellationToken cancellation)
    {
        if (token.RefreshToken is not { } refresh)
        {
            return ZoomResult.Failed<ZoomToken>(
                new(ZoomFailureKind.CredentialRejected, "No refresh token.") { OAuthProblem = OAuthProblem.GrantDead });
        }

        // Not stopped on the way: the old pair is dead as soon as Zoom has answered.
        cancellation = CancellationToken.None;
        var result = await oauth.RefreshAsync(refresh, app.ClientId, app.ClientSecret, cancellation);
        if (result is ZoomResult<ZoomToken>.Ok(var fresh))
        {
            var whole = await seals.SealAsync(
                row.TenantId, "revocations", row.Id, fresh with { RefreshToken = fresh.RefreshToken ?? refresh }, cancellation);
            await using var work = await database.BeginAsync(cancellation);
            await work.ExecuteAsync(
                "UPDATE revocations SET grant_sealed = @whole WHERE tenant_id = @TenantId AND id = @Id",
                new { row.TenantId, row.Id, whole },
                cancellation);
            await work.CommitAsync(cancellation);
        }

        return result;
    }

    private sealed class Revocation
    {
        public long Id { get; init; }

        public TenantId TenantId { get; init; }

        public ZoomAppId ZoomAppId { get; init; }

        public string? ZoomUserId { get; init; }

        public byte[]? GrantSealed { get; init; }
    }
}
