using Reconvene.Server.Accounts.Invitations;
using Reconvene.Server.Accounts.Tenants;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts.People;

/// <summary>
/// Removes a person: tokens, keys, sign-ins and the invitations they made end at once. The last owner of a tenant and the
/// last operator of the server stay.
/// </summary>
internal sealed class RemovePerson(Database database, InvitationStore invitations, AuditTrail audit)
{
    public async Task<PersonOutcome> RunAsync(Caller caller, UserId id, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await TenantStore.HoldWithFirstAsync(work, caller.Tenant, cancellation);
        if (!await CallerNow.IsOwnerAsync(work, caller, cancellation))
        {
            return new PersonOutcome.NotAllowed();
        }

        if (await UserQueries.FindAsync(work, caller.Tenant, id, cancellation) is not { } user)
        {
            return new PersonOutcome.Unknown();
        }

        if (user.RoleInTenant is Role.Owner && !await PeopleStore.HasOtherOwnerAsync(work, caller.Tenant, id, cancellation))
        {
            return new PersonOutcome.LastOwner();
        }

        if (user.IsOperator && !await PeopleStore.HasOtherOperatorAsync(work, id, cancellation))
        {
            return new PersonOutcome.LastOperator();
        }

        await invitations.EndMadeByAsync(work, caller.Tenant, id, cancellation);
        await invitations.EndMadeElsewhereByAsync(work, caller.Tenant, id, cancellation);
        await PeopleStore.RemoveAsync(work, user, cancellation);
        await audit.RecordAsync(
            work, new(caller.Tenant, AuditActor.Of(caller), "user.removed", $"user:{id.Value}", new { user.Role }), cancellation);
        await work.CommitAsync(cancellation);
        return new PersonOutcome.Done(user);
    }
}
