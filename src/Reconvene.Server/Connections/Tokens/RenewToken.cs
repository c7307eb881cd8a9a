using System.Data.Common;
using System.Diagnostics;
using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Server.Platform.Telemetry;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Tokens;

/// <summary>
/// Asks Zoom for a new token, alone over all nodes, and puts it on record before anyone uses it. Who comes while
/// another asks waits for that answer.
/// </summary>
internal sealed class RenewToken(
    RequestToken request, TokenStore tokens, TokenLeases leases, TokenSpill spill, RejectConnection reject, RevokeGrant revoke,
    Sealer sealer)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>A token that is newer than the given row's.</summary>
    /// <param name="row">As it was read.</param>
    /// <param name="isEarly">Zoom refused the row's token before its end.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<ZoomResult<ZoomToken>> RunAsync(ConnectionToken row, bool isEarly, CancellationToken cancellation)
    {
        // The key that seals the answer is fetched now: the database may be away when the answer comes.
        await sealer.PrepareAsync(row.Key.Tenant, cancellation);
        while (true)
        {
            if (spill.Holds(row.Key) && !await spill.TryStoreAsync(row.Key, cancellation))
            {
                return ZoomResult.Failed<ZoomToken>(Waits(row));
            }

            if (await TryAskAsync(row, isEarly, cancellation) is { } answer)
            {
                return answer;
            }

            if (await tokens.FindAsync(row.Key, cancellation) is not { } now)
            {
                return ZoomResult.Failed<ZoomToken>(Removed(row));
            }

            if (now.NeedsReauth)
            {
                return ZoomResult.Failed<ZoomToken>(Dead(now));
            }

            if (now.Version != row.Version && now.Token is { } winner)
            {
                return ZoomResult.Ok(winner);
            }

            row = now;

            // Real time: what is waited for is another machine's answer, whatever our clock says.
            await Task.Delay(LookAgain, TimeProvider.System, cancellation);
        }
    }

    public static ZoomFailure Dead(ConnectionToken row) => new(
        ZoomFailureKind.CredentialRejected,
        row.Reason ?? $"Zoom refuses connection {row.Key.Connection.Value}: reconnect it.");

    public static ZoomFailure Removed(ConnectionToken row) => new(
        ZoomFailureKind.CredentialRejected, $"Connection {row.Key.Connection.Value} was removed.");

    /// <summary>
    /// Null while another asks. Who takes the lease has nothing left to do but to ask: what failed in between would hold
    /// the others up for its life, and the refresh token would count as sent.
    /// </summary>
    private async Task<ZoomResult<ZoomToken>?> TryAskAsync(
        ConnectionToken row, bool isEarly, CancellationToken cancellation)
    {
        switch (await request.PrepareAsync(row, cancellation))
        {
            case ZoomResult<ZoomAppCredential>.Ok(var client):
                return await leases.TryTakeAsync(row, cancellation) is { } lease
                    ? await AskAsync(row, client, lease, isEarly, cancellation)
                    : null;
            case ZoomResult<ZoomAppCredential>.Failed(var failure):
                return await RefusedAsync(row, failure, cancellation);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<ZoomResult<ZoomToken>> AskAsync(
        ConnectionToken row, ZoomAppCredential client, TokenLease lease, bool isEarly, CancellationToken cancellation)
    {
        using var span = Spans.Start("token.renew");
        var result = await request.RunAsync(row, client, cancellation);
        switch (result)
        {
            case ZoomResult<ZoomToken>.Ok(var token):
                return await KeepAsync(row, token, isEarly, cancellation);
            case ZoomResult<ZoomToken>.Failed(var failure):
                var told = Explain(row, lease, failure);
                await leases.ReleaseAsync(lease, failure.OutcomeUnknown, cancellation);
                return await RefusedAsync(row, told, cancellation);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<ZoomResult<ZoomToken>> RefusedAsync(
        ConnectionToken row, ZoomFailure told, CancellationToken cancellation)
    {
        if (told.Kind is ZoomFailureKind.HostRefused)
        {
            await reject.WarnOfHostAsync(row, told.Reason, cancellation);
        }

        if (told.Kind is not ZoomFailureKind.CredentialRejected)
        {
            return ZoomResult.Failed<ZoomToken>(told);
        }

        // The app is the connection's, also when it was asked for a sub-account.
        var own = row.Key.SubAccount.Length is 0
            ? row
            : await tokens.FindAsync(row.Key with { SubAccount = "" }, cancellation);
        if (own is not null)
        {
            await reject.RunAsync(own, told.Reason, cancellation);
        }

        return await NewerAsync(row, told, cancellation);
    }

    private async Task<ZoomResult<ZoomToken>> KeepAsync(
        ConnectionToken row, ZoomToken token, bool isEarly, CancellationToken cancellation)
    {
        var whole = await SealedToken.SealAsync(sealer, row.Key, token, cancellation);
        try
        {
            if (await tokens.StoreAsync(row.Key, row.Version, whole, isEarly, cancellation))
            {
                await reject.WarnOfOthersAsync(row, isEarly, cancellation);
                return ZoomResult.Ok(token);
            }
        }
        catch (DbException error) when (error.IsUnavailable())
        {
            await spill.KeepAsync(row, whole, cancellation);
            return ZoomResult.Failed<ZoomToken>(Waits(row));
        }

        // Removed meanwhile: what was given up there was the pair before this one.
        if (row.IsUserGrant && await tokens.FindAsync(row.Key, cancellation) is null)
        {
            await revoke.RunAsync(row.Key.Tenant, row.App, token, cancellation);
            return ZoomResult.Failed<ZoomToken>(Removed(row));
        }

        return await NewerAsync(
            row,
            new(ZoomFailureKind.Unavailable, $"Connection {row.Key.Connection.Value} was changed while a token was asked for: try again."),
            cancellation);
    }

    /// <summary>What another writer put on record meanwhile, else the failure.</summary>
    private async Task<ZoomResult<ZoomToken>> NewerAsync(
        ConnectionToken row, ZoomFailure otherwise, CancellationToken cancellation) =>
        await tokens.FindAsync(row.Key, cancellation) is { NeedsReauth: false, Token: { } winner } now && now.Version != row.Version
            ? ZoomResult.Ok(winner)
            : ZoomResult.Failed<ZoomToken>(otherwise);

    private static ZoomFailure Explain(ConnectionToken row, TokenLease lease, ZoomFailure failure) => failure switch
    {
        { OAuthProblem: OAuthProblem.GrantDead } when lease.WasSentBefore => failure with
        {
            Reason = $"The refresh token was lost in rotation: an earlier answer of Zoom did not arrive, and the token it replaced is refused now. Reconnect this connection. {failure.Reason}",
        },

        // Of this account alone: the master account and its other sub-accounts go on.
        { Kind: ZoomFailureKind.CredentialRejected, OAuthProblem: not (OAuthProblem.ClientRejected or OAuthProblem.AppDisabled) }
            when row.Key.SubAccount.Length > 0 => failure with
            {
                Kind = ZoomFailureKind.PermissionDenied,
                Reason = $"Zoom gives no token for account {row.AccountId}: it must be a sub-account of the app's master account. {failure.Reason}",
            },
        _ => failure,
    };

    private static ZoomFailure Waits(ConnectionToken row) => new(
        ZoomFailureKind.Unavailable,
        $"The new token of connection {row.Key.Connection.Value} waits for the database: it is used as soon as it is stored.");
}
