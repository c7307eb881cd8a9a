using Reconvene.Client.Accounts;
using Reconvene.Server.Accounts.Invitations;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts.Tenants;

/// <summary>
/// Invites the owner of a tenant that has none, since the first invitation was lost or ran out; whatever operators made for
/// it before ends. Never of one that has an owner: an operator would let themselves in.
/// </summary>
internal sealed class InviteFirstOwner(Database database, Invite invite, InvitationStore invitations, AuditTrail audit)
{
    public async Task<InviteFirstOwnerOutcome> RunAsync(
        Caller caller, TenantId tenant, InviteOwnerRequest request, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        if (!await TenantStore.HoldWithFirstAsync(work, tenant, cancellation))
        {
            return new InviteFirstOwnerOutcome.Unknown();
        }

        if (!await CallerNow.IsOperatorAsync(work, caller, cancellation))
        {
            return new InviteFirstOwnerOutcome.NoOperator();
        }

        if (await UserStore.HasOwnerAsync(work, tenant, cancellation))
        {
            return new InviteFirstOwnerOutcome.HasOwner();
        }

        await invitations.EndFromOutsideAsync(work, tenant, cancellation);
        var invitation = new NewInvitation(tenant, request.Email, request.Name, Role.Owner, caller.User);
        var (made, entry) = await invite.AddAsync(work, caller, invitation, cancellation);
        await audit.RecordAsync(work, entry, cancellation);
        await work.CommitAsync(cancellation);
        return new InviteFirstOwnerOutcome.Made(made);
    }
}

internal abstract record InviteFirstOwnerOutcome
{
    internal sealed record Made(InvitationMade Invitation) : InviteFirstOwnerOutcome;

    internal sealed record HasOwner : InviteFirstOwnerOutcome;

    /// <summary>Who invites ran the server when the request came, and does not any more.</summary>
    internal sealed record NoOperator : InviteFirstOwnerOutcome;

    internal sealed record Unknown : InviteFirstOwnerOutcome;
}
