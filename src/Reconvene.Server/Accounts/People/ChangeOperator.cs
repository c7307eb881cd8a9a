using Reconvene.Server.Accounts.Invitations;
using Reconvene.Server.Accounts.Tenants;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts.People;

/// <summary>
/// Lets a person of the operator's own tenant run the server too, or no longer; then the invitations end that they made for
/// other tenants. Somebody always does.
/// </summary>
internal sealed class ChangeOperator(Database database, PeopleStore store, InvitationStore invitations, AuditTrail audit)
{
    public async Task<PersonOutcome> RunAsync(Caller caller, UserId id, bool isOperator, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await TenantStore.HoldAsync(work, TenantId.First, cancellation);
        if (!await CallerNow.IsOperatorAsync(work, caller, cancellation))
        {
            return new PersonOutcome.NotAllowed();
        }

        if (await UserQueries.FindAsync(work, caller.Tenant, id, cancellation) is not { } user)
        {
            return new PersonOutcome.Unknown();
        }

        if (user.IsOperator == isOperator)
        {
            return new PersonOutcome.Done(user);
        }

        if (!isOperator)
        {
            if (!await PeopleStore.HasOtherOperatorAsync(work, id, cancellation))
            {
                return new PersonOutcome.LastOperator();
            }

            await invitations.EndMadeElsewhereByAsync(work, caller.Tenant, id, cancellation);
        }

        await store.ChangeOperatorAsync(work, user, isOperator, cancellation);
        var changed = await UserQueries.FindAsync(work, caller.Tenant, id, cancellation);
        var action = isOperator ? "operator.granted" : "operator.ended";
        await audit.RecordAsync(work, new(caller.Tenant, AuditActor.Of(caller), action, $"user:{id.Value}"), cancellation);
        await work.CommitAsync(cancellation);
        return new PersonOutcome.Done(changed!);
    }
}
