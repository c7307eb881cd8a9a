namespace Reconvene.Client.Accounts;

/// <summary>Invites a person into one's tenant; an earlier invitation of the same address ends.</summary>
/// <param name="Email">The person's address.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Name">What to call the person; chosen when accepting by default.</param>
public sealed record InviteRequest(string Email, AccountRole Role, string? Name = null);
