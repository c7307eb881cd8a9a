using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts;

/// <summary>Changes one's own password, and with it the stamp: tokens made before are refused at once.</summary>
internal sealed class ChangePassword(
    Database database, UserQueries users, UserStore store, Passwords passwords, SignInDelays delays, AuditTrail audit)
{
    public async Task<ChangePasswordOutcome> RunAsync(
        Caller caller, string current, string wanted, string address, CancellationToken cancellation)
    {
        if (caller.KeyScope is not null)
        {
            return new ChangePasswordOutcome.NotByKey();
        }

        if (Passwords.Refuse(wanted) is { } reason)
        {
            return new ChangePasswordOutcome.Invalid(reason);
        }

        var user = await users.FindAsync(caller.Tenant, caller.User, cancellation);
        if (user is null)
        {
            return new ChangePasswordOutcome.WrongPassword();
        }

        if (delays.Claim(user.Email, address) is { } wait)
        {
            return new ChangePasswordOutcome.Wait(wait);
        }

        if (!await passwords.VerifyAsync(user.PasswordHash, current, cancellation))
        {
            await using var refused = await database.BeginAsync(cancellation);
            await RecordAsync(refused, caller, "password.refused", cancellation);
            await refused.CommitAsync(cancellation);
            return new ChangePasswordOutcome.WrongPassword();
        }

        delays.Forgive(user.Email, address);
        var hash = await passwords.HashAsync(wanted, cancellation);
        await using var work = await database.BeginAsync(cancellation);
        if (!await store.ChangePasswordAsync(work, user, hash, cancellation))
        {
            return new ChangePasswordOutcome.WrongPassword();
        }

        await RecordAsync(work, caller, "password.changed", cancellation);
        await work.CommitAsync(cancellation);
        return new ChangePasswordOutcome.Changed();
    }

    private Task RecordAsync(Work work, Caller caller, string action, CancellationToken cancellation) => audit.RecordAsync(
        work, new(caller.Tenant, AuditActor.Of(caller), action, $"user:{caller.User.Value}"), cancellation);
}

internal abstract record ChangePasswordOutcome
{
    internal sealed record Changed : ChangePasswordOutcome;

    internal sealed record WrongPassword : ChangePasswordOutcome;

    internal sealed record NotByKey : ChangePasswordOutcome;

    internal sealed record Invalid(string Reason) : ChangePasswordOutcome;

    internal sealed record Wait(TimeSpan For) : ChangePasswordOutcome;
}
