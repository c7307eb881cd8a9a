using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts.Invitations;

/// <summary>Takes an invitation back.</summary>
internal sealed class EndInvitation(Database database, InvitationStore store, AuditTrail audit)
{
    /// <summary>False when the tenant has no such invitation that is open.</summary>
    public async Task<bool> RunAsync(Caller caller, InvitationId invitation, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        if (!await store.EndAsync(work, caller.Tenant, invitation, cancellation))
        {
            return false;
        }

        await audit.RecordAsync(
            work,
            new(caller.Tenant, AuditActor.Of(caller), "invitation.ended", $"invitation:{invitation.Value}"),
            cancellation);
        await work.CommitAsync(cancellation);
        return true;
    }
}
