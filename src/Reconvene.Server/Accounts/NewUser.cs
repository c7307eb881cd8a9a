namespace Reconvene.Server.Accounts;

/// <summary>A person about to be added.</summary>
/// <param name="Tenant">Where to.</param>
/// <param name="Email">The address to sign in with.</param>
/// <param name="Name">What to call the person; the address when null or blank.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="PasswordHash">Empty for a person who signs in elsewhere.</param>
/// <param name="IsOperator">Whether the person runs this server.</param>
/// <param name="Locale">The language to speak to the person; English when null.</param>
internal sealed record NewUser(
    TenantId Tenant, string Email, string? Name, Role Role, string PasswordHash, bool IsOperator = false, string? Locale = null)
{
    public override string ToString() => $"{nameof(NewUser)} ***";
}
