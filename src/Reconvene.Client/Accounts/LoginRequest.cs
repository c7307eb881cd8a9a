namespace Reconvene.Client.Accounts;

/// <summary>Signs a person in.</summary>
/// <param name="Email">The e-mail address of the account.</param>
/// <param name="Password">Its password.</param>
public sealed record LoginRequest(string Email, string Password)
{
    /// <summary>Holds secrets, so it tells nothing.</summary>
    public override string ToString() => $"{nameof(LoginRequest)} ***";
}
