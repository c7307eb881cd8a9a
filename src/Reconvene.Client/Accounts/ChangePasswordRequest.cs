namespace Reconvene.Client.Accounts;

/// <summary>Changes one's own password; every token made before is refused from then on.</summary>
/// <param name="CurrentPassword">The password until now.</param>
/// <param name="NewPassword">10 to 200 characters.</param>
public sealed record ChangePasswordRequest(string CurrentPassword, string NewPassword)
{
    /// <summary>Holds secrets, so it tells nothing.</summary>
    public override string ToString() => $"{nameof(ChangePasswordRequest)} ***";
}
