namespace Reconvene.Client.Accounts;

/// <summary>Gives a tenant another name.</summary>
/// <param name="Name">1 to 200 characters.</param>
public sealed record RenameTenantRequest(string Name);
