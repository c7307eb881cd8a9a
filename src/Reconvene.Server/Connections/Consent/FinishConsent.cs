using System.Diagnostics;
using System.Security.Cryptography;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Consent;

/// <summary>
/// Zoom sent the person back. The state is used up first, whatever follows; only then is the code exchanged. A consent
/// that its own browser or its own caller brings back is kept; of any other the person is asked.
/// </summary>
internal sealed class FinishConsent(
    Database database, ConsentStore consents, ConsentState states, ZoomAppCredentials apps, ZoomOAuth oauth, ZoomClients zoom,
    KeepGrant keep, RevokeGrant revoke, AuditTrail audit)
{
    private const string Expired =
        "This link was used already, is older than ten minutes, or was not begun here: begin again from this server.";

    private const string OtherBrowser =
        "This link was begun in another browser: begin again in this one.";

    public async Task<ConsentOutcome> RunAsync(ConsentAnswer answer, CancellationToken cancellation)
    {
        if (states.Read(answer.State) is not { } key
            || await consents.FindBegunAsync(key, cancellation) is not { } row
            || !IsOf(row, answer.Caller))
        {
            return new ConsentOutcome.Refused("invalid_state", Expired);
        }

        if (row.BegunIn is BegunIn.Browser && !IsSame(row.BrowserHash, answer.BrowserKey))
        {
            return new ConsentOutcome.Refused("other_browser", OtherBrowser);
        }

        // Opened before the state is used up: that forgets it.
        var verifier = await consents.OpenVerifierAsync(row, cancellation);
        if (!await MoveAsync(row, "begun", answer.Code is null ? "refused" : "returned", answer.Error, cancellation))
        {
            return new ConsentOutcome.Refused("invalid_state", Expired);
        }

        if (answer.Code is null)
        {
            return new ConsentOutcome.Declined(row.ReturnTo);
        }

        // From here on nobody's leaving stops it: the code works once, and ends what the person had before.
        cancellation = CancellationToken.None;

        return await ExchangeAsync(row, answer, verifier, cancellation) switch
        {
            ZoomResult<ConsentGrant>.Ok(var grant) => await SettleAsync(row, grant, answer.Caller, cancellation),
            ZoomResult<ConsentGrant>.Failed(var failure) => await FailAsync(row, failure, cancellation),
            _ => throw new UnreachableException(),
        };
    }

    private static bool IsOf(ConsentRow row, Caller? caller) =>
        caller is null || (row.BegunIn is BegunIn.Api && row.TenantId == caller.Tenant && row.UserId == caller.User);

    private static bool IsSame(byte[]? hash, string? key) =>
        hash is not null && key is not null && CryptographicOperations.FixedTimeEquals(hash, ConsentKey.Hash(key));

    private async Task<ZoomResult<ConsentGrant>> ExchangeAsync(
        ConsentRow row, ConsentAnswer answer, string verifier, CancellationToken cancellation)
    {
        if (await apps.FindAsync(row.TenantId, row.ZoomAppId, cancellation) is not { } app)
        {
            return ZoomResult.Failed<ConsentGrant>(new(
                ZoomFailureKind.CredentialRejected, "The Zoom app of this consent was removed meanwhile: begin again."));
        }

        var exchanged = await oauth.ExchangeCodeAsync(
            answer.Code!, row.RedirectUri, verifier, app.ClientId, app.ClientSecret, cancellation);
        if (exchanged is not ZoomResult<ZoomToken>.Ok(var token))
        {
            return ZoomResult.Failed<ConsentGrant>(((ZoomResult<ZoomToken>.Failed)exchanged).Failure);
        }

        await consents.HoldAsync(row, token, cancellation);
        switch (await zoom.With(token).GetUserAsync(ZoomConnection.Me, cancellation))
        {
            case ZoomResult<Zoom.Users.ZoomUser>.Ok({ Id: { Length: > 0 } id } me):
                return ZoomResult.Ok(new ConsentGrant(token, id, me.Email ?? id, me.AccountId));
            case ZoomResult<Zoom.Users.ZoomUser>.Failed(var failure):
                await revoke.RunAsync(row.TenantId, row.ZoomAppId, token, cancellation);
                return ZoomResult.Failed<ConsentGrant>(failure);
            default:
                await revoke.RunAsync(row.TenantId, row.ZoomAppId, token, cancellation);
                return ZoomResult.Failed<ConsentGrant>(new(
                    ZoomFailureKind.Unreadable, "Zoom did not say who consented: the grant was given back, try again."));
        }
    }

    private async Task<ConsentOutcome> SettleAsync(
        ConsentRow row, ConsentGrant grant, Caller? caller, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        if (row.BegunIn is BegunIn.Browser || caller is not null)
        {
            var outcome = await keep.RunAsync(work, row, grant, "returned", cancellation);
            await work.CommitAsync(cancellation);
            return outcome;
        }

        var answerKey = ConsentKey.Make();
        if (!await consents.AskAsync(work, row, grant, answerKey, cancellation))
        {
            return new ConsentOutcome.Refused("invalid_state", Expired);
        }

        await work.CommitAsync(cancellation);
        return new ConsentOutcome.Asks(answerKey);
    }

    private async Task<ConsentOutcome> FailAsync(ConsentRow row, ZoomFailure failure, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await ConsentStore.MoveAsync(work, row, "returned", "failed", failure.Reason, cancellation);
        if (failure.Kind is ZoomFailureKind.HostRefused)
        {
            await audit.RecordAsync(
                work, new(row.TenantId, AuditActor.Zoom, RejectConnection.HostRefused, $"consent:{row.Id}"), cancellation);
        }

        await work.CommitAsync(cancellation);
        return new ConsentOutcome.Failed(failure, row.ReturnTo);
    }

    private async Task<bool> MoveAsync(
        ConsentRow row, string from, string to, string? reason, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var moved = await ConsentStore.MoveAsync(work, row, from, to, reason, cancellation);
        await work.CommitAsync(cancellation);
        return moved;
    }
}

/// <summary>What came back from Zoom's page, and who brought it.</summary>
/// <param name="Code">The authorization code; null when the person declined.</param>
/// <param name="State">Our state.</param>
/// <param name="Error">Zoom's word for why there is no code.</param>
/// <param name="BrowserKey">From the cookie.</param>
/// <param name="Caller">Who called the API with it; null for a browser that Zoom sent.</param>
internal sealed record ConsentAnswer(string? Code, string? State, string? Error, string? BrowserKey, Caller? Caller = null)
{
    public override string ToString() => "***";
}

/// <summary>What came of a consent.</summary>
internal abstract record ConsentOutcome
{
    private ConsentOutcome()
    {
    }

    /// <summary>There is a connection now.</summary>
    /// <param name="Connection">Made, or made good again.</param>
    /// <param name="Grant">Whose it is.</param>
    /// <param name="IsNew">Whether the connection was made just now.</param>
    /// <param name="ReturnTo">Where the person goes next.</param>
    internal sealed record Connected(ConnectionId Connection, ConsentGrant Grant, bool IsNew, string? ReturnTo) : ConsentOutcome;

    /// <summary>The person in that browser is to say yes first.</summary>
    /// <param name="AnswerKey">For the cookie of the browser that is asked.</param>
    internal sealed record Asks(string AnswerKey) : ConsentOutcome
    {
        public override string ToString() => "***";
    }

    /// <summary>The person said no.</summary>
    internal sealed record Declined(string? ReturnTo) : ConsentOutcome;

    /// <summary>The state does not count: nothing was asked of Zoom.</summary>
    internal sealed record Refused(string Code, string Reason) : ConsentOutcome;

    /// <summary>Zoom did not carry it out.</summary>
    internal sealed record Failed(ZoomFailure Failure, string? ReturnTo) : ConsentOutcome;
}
