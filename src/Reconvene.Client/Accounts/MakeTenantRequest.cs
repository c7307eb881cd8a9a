namespace Reconvene.Client.Accounts;

/// <summary>Makes a tenant and invites its first owner.</summary>
/// <param name="Name">What to call it, 1 to 200 characters.</param>
/// <param name="OwnerEmail">The address of its first owner, who gets an invitation.</param>
/// <param name="OwnerName">What to call that person; chosen when accepting by default.</param>
public sealed record MakeTenantRequest(string Name, string OwnerEmail, string? OwnerName = null);
