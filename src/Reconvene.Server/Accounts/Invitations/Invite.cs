using Reconvene.Client.Accounts;
using Reconvene.Server.Accounts.Tenants;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts.Invitations;

/// <summary>Invites a person. The code is in the answer alone: whoever invites hands it over.</summary>
internal sealed class Invite(
    Database database, UserQueries users, InvitationStore store, AuditTrail audit, PublicAddress address, TimeProvider time)
{
    /// <summary>Into the caller's own tenant.</summary>
    public async Task<InviteOutcome> RunAsync(Caller caller, InviteRequest request, CancellationToken cancellation)
    {
        if (Check(request.Email, request.Name, "email", "name") is { Count: > 0 } errors)
        {
            return new InviteOutcome.Invalid(errors);
        }

        // Of another tenant's person nothing is said here; accepting tells it to who holds the address.
        if (await users.FindByEmailAsync(request.Email, cancellation) is { } known && known.TenantId == caller.Tenant)
        {
            return new InviteOutcome.IsHere(known.Id);
        }

        var invitation = new NewInvitation(caller.Tenant, request.Email, request.Name, (Role)request.Role, caller.User);
        await using var work = await database.BeginAsync(cancellation);
        await TenantStore.HoldAsync(work, caller.Tenant, cancellation);
        if (!await CallerNow.IsOwnerAsync(work, caller, cancellation))
        {
            return new InviteOutcome.NoOwner();
        }

        var (made, entry) = await AddAsync(work, caller, invitation, cancellation);
        await audit.RecordAsync(work, entry, cancellation);
        await work.CommitAsync(cancellation);
        return new InviteOutcome.Made(made);
    }

    /// <summary>Writes the row, in the caller's transaction, and says what is to go on record.</summary>
    public async Task<(InvitationMade Made, AuditEntry Entry)> AddAsync(
        Work work, Caller caller, NewInvitation invitation, CancellationToken cancellation)
    {
        var code = InvitationCode.Make();
        await store.EndOfAsync(work, invitation.Tenant, invitation.Email, cancellation);
        var row = await store.AddAsync(work, invitation, code.Hash, cancellation);
        return (
            new InvitationMade(code.Text, $"{address.Origin}/invitations/{code.Text}", row.View(time.GetUtcNow())),
            new AuditEntry(
                invitation.Tenant,
                AuditActor.Of(caller),
                "invitation.made",
                $"invitation:{row.Id.Value}",
                new { Role = row.Role }));
    }

    /// <summary>What is wrong with an address and a name, under the names that their fields have.</summary>
    public static List<FieldError> Check(string email, string? name, string emailField, string nameField)
    {
        var errors = new List<FieldError>();
        if (!EmailAddress.IsPlausible(email))
        {
            errors.Add(new(emailField, "must be an e-mail address such as ada@example.org."));
        }

        if (name is not null && PersonName.Refuse(name) is { } reason)
        {
            errors.Add(new(nameField, reason));
        }

        return errors;
    }
}

internal abstract record InviteOutcome
{
    internal sealed record Made(InvitationMade Invitation) : InviteOutcome;

    internal sealed record IsHere(UserId User) : InviteOutcome;

    /// <summary>Who invites was owner when the request came, and is not any more.</summary>
    internal sealed record NoOwner : InviteOutcome;

    internal sealed record Invalid(IReadOnlyList<FieldError> Errors) : InviteOutcome;
}
