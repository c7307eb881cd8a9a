namespace Reconvene.Client.Accounts;

/// <summary>Makes the first owner.</summary>
/// <param name="SetupCode">The code that the server printed when it started without an owner.</param>
/// <param name="Email">The owner's e-mail address, for signing in.</param>
/// <param name="Password">10 to 200 characters.</param>
/// <param name="Name">What to call the owner; the e-mail address by default.</param>
/// <param name="Organisation">What to call the tenant; unchanged by default.</param>
public sealed record SetupRequest(
    string SetupCode, string Email, string Password, string? Name = null, string? Organisation = null)
{
    /// <summary>Holds secrets, so it tells nothing.</summary>
    public override string ToString() => $"{nameof(SetupRequest)} ***";
}
