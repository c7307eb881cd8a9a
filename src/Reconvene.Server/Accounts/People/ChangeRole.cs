using Reconvene.Server.Accounts.Invitations;
using Reconvene.Server.Accounts.Tenants;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts.People;

/// <summary>Gives a person another role. A tenant always keeps an owner.</summary>
internal sealed class ChangeRole(Database database, PeopleStore store, InvitationStore invitations, AuditTrail audit)
{
    public async Task<PersonOutcome> RunAsync(Caller caller, UserId id, Role role, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await TenantStore.HoldAsync(work, caller.Tenant, cancellation);
        if (!await CallerNow.IsOwnerAsync(work, caller, cancellation))
        {
            return new PersonOutcome.NotAllowed();
        }

        if (await UserQueries.FindAsync(work, caller.Tenant, id, cancellation) is not { } user)
        {
            return new PersonOutcome.Unknown();
        }

        if (user.RoleInTenant == role)
        {
            return new PersonOutcome.Done(user);
        }

        if (user.RoleInTenant is Role.Owner)
        {
            if (!await PeopleStore.HasOtherOwnerAsync(work, caller.Tenant, id, cancellation))
            {
                return new PersonOutcome.LastOwner();
            }

            await invitations.EndMadeByAsync(work, caller.Tenant, id, cancellation);
        }

        await store.ChangeRoleAsync(work, user, role, cancellation);
        var entry = new AuditEntry(
            caller.Tenant, AuditActor.Of(caller), "user.role_changed", $"user:{id.Value}", new { From = user.Role, To = Policies.Of(role) });
        var changed = await UserQueries.FindAsync(work, caller.Tenant, id, cancellation);
        await audit.RecordAsync(work, entry, cancellation);
        await work.CommitAsync(cancellation);
        return new PersonOutcome.Done(changed!);
    }
}
