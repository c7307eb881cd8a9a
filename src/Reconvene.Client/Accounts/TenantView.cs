namespace Reconvene.Client.Accounts;

/// <summary>A group of people who share connections and recordings.</summary>
/// <param name="Id">The tenant's id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="HasOwner">False until the first owner has accepted the invitation.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record TenantView(long Id, string Name, bool HasOwner, DateTimeOffset CreatedAt);
