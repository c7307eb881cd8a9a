namespace Reconvene.Client.Accounts;

/// <summary>Invites the first owner of a tenant once more; an invitation of the same address ends.</summary>
/// <param name="Email">The person's address.</param>
/// <param name="Name">What to call the person; chosen when accepting by default.</param>
public sealed record InviteOwnerRequest(string Email, string? Name = null);
