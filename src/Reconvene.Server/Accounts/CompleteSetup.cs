using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts;

/// <summary>Makes the owner of the first tenant, who is also the operator of this server. Once.</summary>
internal sealed class CompleteSetup(
    Database database, UserStore store, UserQueries users, Passwords passwords, Lazy<SetupCode> code, AuditTrail audit)
{
    /// <summary>From afar: only with the code that the console shows.</summary>
    public async Task<SetupOutcome> RunAsync(
        string setupCode, NewOwner owner, string address, CancellationToken cancellation)
    {
        if (await users.HasOwnerAsync(TenantId.First, cancellation))
        {
            return new SetupOutcome.AlreadyDone();
        }

        if (code.Value.Matches(setupCode))
        {
            return await RunAsync(owner, AuditActor.Anonymous(address), cancellation);
        }

        await using var work = await database.BeginAsync(cancellation);
        await audit.RecordAsync(
            work, new(TenantId.First, AuditActor.Anonymous(address), "setup.refused", "setup"), cancellation);
        await work.CommitAsync(cancellation);
        return new SetupOutcome.WrongCode();
    }

    /// <summary>On the server's own machine, where no code is needed.</summary>
    public Task<SetupOutcome> RunAsync(NewOwner owner, CancellationToken cancellation) =>
        RunAsync(owner, AuditActor.Server, cancellation);

    private async Task<SetupOutcome> RunAsync(NewOwner owner, AuditActor actor, CancellationToken cancellation)
    {
        if (owner.Check() is { Count: > 0 } errors)
        {
            return new SetupOutcome.Invalid(errors);
        }

        var hash = await passwords.HashAsync(owner.Password, cancellation);
        await using var work = await database.BeginAsync(cancellation);
        await UserStore.NameTenantAsync(work, TenantId.First, owner.Organisation?.Trim(), cancellation);
        if (await UserStore.HasOwnerAsync(work, TenantId.First, cancellation))
        {
            return new SetupOutcome.AlreadyDone();
        }

        var user = await store.AddAsync(
            work,
            new(TenantId.First, owner.Email, owner.Name, Role.Owner, hash, IsOperator: true, owner.Locale),
            cancellation);
        await audit.RecordAsync(
            work, new(TenantId.First, actor, "setup.completed", $"user:{user.Id.Value}"), cancellation);
        await work.CommitAsync(cancellation);
        return new SetupOutcome.Done(user);
    }
}

internal abstract record SetupOutcome
{
    internal sealed record Done(UserRow Owner) : SetupOutcome;

    internal sealed record AlreadyDone : SetupOutcome;

    internal sealed record WrongCode : SetupOutcome;

    internal sealed record Invalid(IReadOnlyList<FieldError> Errors) : SetupOutcome;
}
