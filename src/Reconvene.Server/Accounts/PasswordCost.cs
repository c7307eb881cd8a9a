namespace Reconvene.Server.Accounts;

/// <summary>How much work one guess of a password is: rounds of PBKDF2 with HMAC-SHA512.</summary>
internal sealed record PasswordCost(int Iterations)
{
    public static readonly PasswordCost Default = new(600_000);
}
