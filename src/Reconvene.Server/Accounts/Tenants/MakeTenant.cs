using Reconvene.Client.Accounts;
using Reconvene.Server.Accounts.Invitations;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Platform.Secrets;

namespace Reconvene.Server.Accounts.Tenants;

/// <summary>
/// Makes a tenant with its own data key and invites its first owner. It is on record where the operator is and in the
/// new tenant itself.
/// </summary>
internal sealed class MakeTenant(Database database, TenantStore store, Lazy<Sealer> sealer, Invite invite, AuditTrail audit)
{
    public async Task<MakeTenantOutcome> RunAsync(Caller caller, MakeTenantRequest request, CancellationToken cancellation)
    {
        if (Check(request) is { Count: > 0 } errors)
        {
            return new MakeTenantOutcome.Invalid(errors);
        }

        await using var work = await database.BeginAsync(cancellation);
        await TenantStore.HoldAsync(work, TenantId.First, cancellation);
        if (!await CallerNow.IsOperatorAsync(work, caller, cancellation))
        {
            return new MakeTenantOutcome.NoOperator();
        }

        var tenant = await store.AddAsync(work, request.Name, cancellation);
        await sealer.Value.AddTenantAsync(work, tenant.Id, cancellation);
        var (invitation, invited) = await invite.AddAsync(
            work, caller, new(tenant.Id, request.OwnerEmail, request.OwnerName, Role.Owner, caller.User), cancellation);
        var made = new AuditEntry(caller.Tenant, AuditActor.Of(caller), "tenant.made", $"tenant:{tenant.Id.Value}");
        await audit.RecordAsync(work, made, cancellation);
        await audit.RecordAsync(work, made with { Tenant = tenant.Id }, cancellation);
        await audit.RecordAsync(work, invited, cancellation);
        await work.CommitAsync(cancellation);
        return new MakeTenantOutcome.Made(new TenantMade(tenant.View(), invitation));
    }

    private static List<FieldError> Check(MakeTenantRequest request)
    {
        var errors = Invite.Check(request.OwnerEmail, request.OwnerName, "owner_email", "owner_name");
        if (PersonName.Refuse(request.Name) is { } reason)
        {
            errors.Insert(0, new("name", reason));
        }

        return errors;
    }
}

internal abstract record MakeTenantOutcome
{
    internal sealed record Made(TenantMade Tenant) : MakeTenantOutcome;

    /// <summary>Who asks ran the server when the request came, and does not any more.</summary>
    internal sealed record NoOperator : MakeTenantOutcome;

    internal sealed record Invalid(IReadOnlyList<FieldError> Errors) : MakeTenantOutcome;
}
