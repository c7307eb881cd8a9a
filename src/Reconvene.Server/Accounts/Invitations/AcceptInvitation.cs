using System.Data.Common;
using Reconvene.Client.Accounts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts.Invitations;

/// <summary>Makes the account of a person who was invited. Once.</summary>
internal sealed class AcceptInvitation(
    Database database, InvitationQueries queries, InvitationStore store, UserStore users, Passwords passwords, AuditTrail audit)
{
    public async Task<AcceptOutcome> RunAsync(AcceptInvitationRequest request, string address, CancellationToken cancellation)
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
            invitation.TenantId, invitation.Email, request.Name ?? invitation.Name, invitation.RoleInTenant, hash);
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
        if (!await store.AcceptAsync(work, invitation, cancellation))
        {
            return new AcceptOutcome.NotOpen();
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
}

internal abstract record AcceptOutcome
{
    internal sealed record Accepted(UserRow User) : AcceptOutcome;

    internal sealed record NotOpen : AcceptOutcome;

    internal sealed record EmailTaken : AcceptOutcome;

    internal sealed record Invalid(IReadOnlyList<FieldError> Errors) : AcceptOutcome;
}
