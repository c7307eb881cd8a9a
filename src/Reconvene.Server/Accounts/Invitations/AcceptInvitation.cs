using System.Data.Common;
using Reconvene.Client.Accounts;
using Reconvene.Server.Accounts.Tenants;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts.Invitations;

/// <summary>Makes the account of a person who was invited. Once.</summary>
internal sealed class AcceptInvitation(
    Database database, InvitationQueries queries, InvitationStore store, UserStore users, Passwords passwords, AuditTrail audit)
{
    /// <summary>The locale is the language in which the person was asked; null when unknown.</summary>
    public async Task<AcceptOutcome> RunAsync(
        AcceptInvitationRequest request, string? locale, string address, CancellationToken cancellation)
    {
        if (await queries.FindOpenAsync(request.Code, cancellation) is not { } invitation)
        {
            return new AcceptOutcome.NotOpen();
        }

        if (Check(request) is { Count: > 0 } errors)
        {
            return new AcceptOutcome.Invalid(errors);
        }

        var hash = await passwords.HashAsync(request.Password, cancellation);
        var person = new NewUser(
            invitation.TenantId, invitation.Email, request.Name ?? invitation.Name, invitation.RoleInTenant, hash, Locale: locale);
        try
        {
            return await AddAsync(invitation, person, address, cancellation);
        }
        catch (DbException error) when (error.IsUniqueViolation())
        {
            // Rolled back with it: the invitation stays open.
            return new AcceptOutcome.EmailTaken();
        }
    }

    private static List<FieldError> Check(AcceptInvitationRequest request)
    {
        var errors = new List<FieldError>();
        if (Passwords.Refuse(request.Password) is { } weak)
        {
            errors.Add(new("password", weak));
        }

        if (request.Name is { } name && PersonName.Refuse(name) is { } reason)
        {
            errors.Add(new("name", reason));
        }

        return errors;
    }

    private async Task<AcceptOutcome> AddAsync(
        InvitationRow invitation, NewUser person, string address, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await TenantStore.HoldAsync(work, invitation.TenantId, cancellation);
        if (!await store.AcceptAsync(work, invitation, cancellation))
        {
            return new AcceptOutcome.NotOpen();
        }

        if (await IsFromOutsideAsync(work, invitation, cancellation)
            && await UserStore.HasOwnerAsync(work, invitation.TenantId, cancellation))
        {
            return new AcceptOutcome.HasOwner();
        }

        var user = await users.AddAsync(work, person, cancellation);
        await audit.RecordAsync(
            work,
            new(
                user.TenantId,
                AuditActor.Anonymous(address),
                "invitation.accepted",
                $"invitation:{invitation.Id.Value}",
                new { UserId = user.Id.Value, user.Role }),
            cancellation);
        await work.CommitAsync(cancellation);
        return new AcceptOutcome.Accepted(user);
    }

    /// <summary>
    /// Whether an operator made it, for the first owner: who is removed takes their own tenant's open ones along, so the
    /// maker of any other stands in that tenant.
    /// </summary>
    private static async Task<bool> IsFromOutsideAsync(Work work, InvitationRow invitation, CancellationToken cancellation) =>
        await UserQueries.FindAsync(work, invitation.TenantId, invitation.InvitedBy, cancellation) is null;
}

internal abstract record AcceptOutcome
{
    internal sealed record Accepted(UserRow User) : AcceptOutcome;

    internal sealed record NotOpen : AcceptOutcome;

    /// <summary>An operator made it for the tenant's first owner, and there is one.</summary>
    internal sealed record HasOwner : AcceptOutcome;

    internal sealed record EmailTaken : AcceptOutcome;

    internal sealed record Invalid(IReadOnlyList<FieldError> Errors) : AcceptOutcome;
}
