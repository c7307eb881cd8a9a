namespace Reconvene.Client.Accounts;

/// <summary>An invitation, without its code.</summary>
/// <param name="Id">The invitation's id.</param>
/// <param name="Email">Who is invited.</param>
/// <param name="Name">What to call the person; null when the person is to choose.</param>
/// <param name="Role">What the person will be allowed to do.</param>
/// <param name="State">What became of it.</param>
/// <param name="InvitedBy">The id of the person who invited.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Until when it can be accepted, seven days later.</param>
public sealed record InvitationView(
    long Id,
    string Email,
    string? Name,
    AccountRole Role,
    InvitationState State,
    long InvitedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt);
