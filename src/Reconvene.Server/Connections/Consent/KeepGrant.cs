using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Consent;

/// <summary>
/// Makes a connection of a grant, or makes the present one of that Zoom user good again: its sources and its history
/// stay, its alert ends, and what waited for it goes on. Zoom has one living pair for a user and an app, so a second
/// connection of both would only break the first.
/// </summary>
internal sealed class KeepGrant(
    ConnectionStore connections, TokenStore tokens, ConnectionTokens held, RevokeGrant revoke, MendConnection mend,
    AuditTrail audit, TimeProvider time)
{
    private static readonly ConsentOutcome AnsweredAlready =
        new ConsentOutcome.Refused("invalid_state", "This consent was answered already: begin again from this server.");

    /// <summary>
    /// Puts the pair on the connection that this Zoom user has through the app already, and changes nothing else. False
    /// when there is none.
    /// </summary>
    public async Task<bool> RestoreAsync(Work work, ConsentRow consent, ConsentGrant grant, CancellationToken cancellation)
    {
        var present = await ConnectionQueries.FindOfUserAsync(
            work, consent.TenantId, consent.ZoomAppId, grant.ZoomUserId, cancellation);
        if (present is null || !await ConnectionStore.HoldAsync(work, present.TenantId, present.Id, cancellation))
        {
            return false;
        }

        await tokens.PutAsync(work, new(present.TenantId, present.Id), grant.Token, cancellation);
        work.AfterCommit(() => held.Forget([present.Id]));
        return true;
    }

    /// <summary>In the caller's transaction, together with the consent's end.</summary>
    public async Task<ConsentOutcome> RunAsync(
        Work work, ConsentRow consent, ConsentGrant grant, string from, CancellationToken cancellation)
    {
        var tenant = consent.TenantId;
        var present = await ConnectionQueries.FindOfUserAsync(
            work, tenant, consent.ZoomAppId, grant.ZoomUserId, cancellation);
        if (consent.ConnectionId is { } wanted && await RefuseOtherAsync(work, consent, from, wanted, present, grant, cancellation) is { } refusal)
        {
            return refusal;
        }

        if (!await ConsentStore.MoveAsync(work, consent, from, "done", reason: null, cancellation))
        {
            return AnsweredAlready;
        }

        await RevokeGrant.WithdrawAsync(work, tenant, consent.ZoomAppId, grant.ZoomUserId, cancellation);
        var id = (present?.Id ?? consent.ConnectionId) is { } old && await ReconnectAsync(work, old, consent, grant, cancellation)
            ? old
            : await ConnectAsync(work, consent, grant, cancellation);
        if (consent is { ChatId: { } chat, ChatUserId: { } chatUser })
        {
            await BindAsync(work, tenant, id, new(chat, chatUser), cancellation);
        }

        work.AfterCommit(() => held.Forget([id]));
        var isNew = present is null && consent.ConnectionId is null;
        await audit.RecordAsync(
            work,
            new(tenant, Actor(consent), isNew ? "connection.made" : "connection.reconnected", RejectConnection.Subject(id), new { type = GrantKind.User }),
            cancellation);
        return new ConsentOutcome.Connected(id, grant, isNew, consent.ReturnTo);
    }

    /// <summary>A link that mends one connection does not take another Zoom user's.</summary>
    private async Task<ConsentOutcome?> RefuseOtherAsync(
        Work work, ConsentRow consent, string from, ConnectionId wanted, ZoomConnection? present, ConsentGrant grant,
        CancellationToken cancellation)
    {
        var broken = await ConnectionQueries.FindAsync(work, consent.TenantId, wanted, cancellation);
        if (broken is not null
            && (present is null || present.Id == wanted)
            && (broken.ZoomUserId is null || broken.ZoomUserId == grant.ZoomUserId))
        {
            return null;
        }

        if (!await ConsentStore.MoveAsync(work, consent, from, "failed", "Another Zoom user.", cancellation))
        {
            return AnsweredAlready;
        }

        if (!await RestoreAsync(work, consent, grant, cancellation))
        {
            await revoke.RunAsync(work, consent.TenantId, consent.ZoomAppId, grant.Token, grant.ZoomUserId, cancellation);
        }

        return new ConsentOutcome.Refused(
            "other_zoom_user",
            $"This link reconnects {broken?.ZoomEmail ?? broken?.AccountName ?? "a connection that was removed"}, and you signed in to Zoom as {grant.ZoomEmail}: sign in to Zoom as that user, or connect yours anew.");
    }

    /// <summary>False when it was removed meanwhile.</summary>
    private async Task<bool> ReconnectAsync(
        Work work, ConnectionId id, ConsentRow consent, ConsentGrant grant, CancellationToken cancellation)
    {
        if (await connections.ReconnectAsync(work, id, consent, grant, cancellation) is 0)
        {
            return false;
        }

        await tokens.PutAsync(work, new(consent.TenantId, id), grant.Token, cancellation);
        await mend.RunAsync(work, consent.TenantId, id, cancellation);
        return true;
    }

    /// <summary>Unless the same person was quicker elsewhere: then that connection gets the newer pair.</summary>
    private async Task<ConnectionId> ConnectAsync(
        Work work, ConsentRow consent, ConsentGrant grant, CancellationToken cancellation)
    {
        var connection = new NewConnection
        {
            AccountName = grant.ZoomEmail,
            GrantKind = GrantKind.User,
            ClientId = "",
            ClientSecret = default,
            User = consent.UserId,
            ZoomUserId = grant.ZoomUserId,
            ZoomEmail = grant.ZoomEmail,
            ZoomAccountId = grant.ZoomAccountId,
            Token = grant.Token,
        };
        if (await connections.AddAsync(work, consent.TenantId, consent.ZoomAppId, connection, cancellation) is { } made)
        {
            return made;
        }

        var other = await ConnectionQueries.FindOfUserAsync(
            work, consent.TenantId, consent.ZoomAppId, grant.ZoomUserId, cancellation);
        return other is not null && await ReconnectAsync(work, other.Id, consent, grant, cancellation)
            ? other.Id
            : throw new InvalidOperationException("The connection was made and removed by others at the same time.");
    }

    private Task<int> BindAsync(Work work, TenantId tenant, ConnectionId connection, Chat chat, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            INSERT INTO connection_chats (connection_id, tenant_id, chat_id, chat_user_id, created_at)
            VALUES (@connection, @tenant, @ChatId, @ChatUserId, @now)
            ON CONFLICT (connection_id, chat_id) DO NOTHING
            """,
            new { connection, tenant, chat.ChatId, chat.ChatUserId, now = time.GetUtcNow() },
            cancellation);

    private static AuditActor Actor(ConsentRow consent) =>
        consent.UserId is { } user ? AuditActor.User(user) : AuditActor.Anonymous();
}
