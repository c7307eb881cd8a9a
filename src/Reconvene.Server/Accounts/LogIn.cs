namespace Reconvene.Server.Accounts;

/// <summary>Checks an e-mail address and a password. Who does not exist costs as much as who does.</summary>
internal sealed class LogIn(UserQueries users, Passwords passwords, SignInDelays delays)
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
            return new LogInOutcome.Refused();
        }

        delays.Forgive(account, address);
        return new LogInOutcome.In(user);
    }
}

internal abstract record LogInOutcome
{
    internal sealed record In(UserRow User) : LogInOutcome;

    internal sealed record Refused : LogInOutcome;

    internal sealed record Wait(TimeSpan For) : LogInOutcome;
}
