namespace Reconvene.Client.Accounts;

/// <summary>A new tenant, and the invitation of its first owner.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Invitation">For its first owner; the only answer that holds its code.</param>
public sealed record TenantMade(TenantView Tenant, InvitationMade Invitation)
{
    /// <summary>Holds secrets, so it tells nothing.</summary>
    public override string ToString() => $"{nameof(TenantMade)} ***";
}
