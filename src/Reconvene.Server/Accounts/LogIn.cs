using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts;

/// <summary>Checks an e-mail address and a password. Who does not exist costs as much as who does.</summary>
internal sealed class LogIn(
    Database database, UserQueries users, Passwords passwords, SignInDelays delays, AuditTrail audit)
{
    public async Task<LogInOutcome> RunAsync(string email, string password, string address, CancellationToken cancellation)
    {
        var account = EmailAddress.Normalize(email);
        if (delays.Claim(account, address) is { } wait)
        {
            return new LogInOutcome.Wait(wait);
        }

        var user = await users.FindByEmailAsync(email, cancellation);
        if (!await passwords.VerifyAsync(user?.PasswordHash, password, cancellation) || user is null)
        {
            await RecordAsync(user, address, cancellation);
            return new LogInOutcome.Refused();
        }

        delays.Forgive(account, address);
        return new LogInOutcome.In(user);
    }

    /// <summary>
    /// In the tenant of whom it was tried for. Who is unknown is not named, and stands where the server's operators look;
    /// both cost the same.
    /// </summary>
    private async Task RecordAsync(UserRow? user, string address, CancellationToken cancellation)
    {
        var subject = user is null ? "login" : $"user:{user.Id.Value}";
        await using var work = await database.BeginAsync(cancellation);
        await audit.RecordAsync(
            work,
            new(user?.TenantId ?? TenantId.First, AuditActor.Anonymous(address), "login.refused", subject),
            cancellation);
        await work.CommitAsync(cancellation);
    }
}

internal abstract record LogInOutcome
{
    internal sealed record In(UserRow User) : LogInOutcome;

    internal sealed record Refused : LogInOutcome;

    internal sealed record Wait(TimeSpan For) : LogInOutcome;
}
