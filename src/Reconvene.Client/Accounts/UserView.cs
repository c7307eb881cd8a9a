namespace Reconvene.Client.Accounts;

/// <summary>A person with an account.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Email">The address used for signing in.</param>
/// <param name="Name">What to call the person.</param>
/// <param name="Role">What the person may do in the tenant.</param>
/// <param name="IsOperator">Whether the person runs this server.</param>
/// <param name="TenantId">The tenant the person belongs to.</param>
/// <param name="Locale">Language of messages, such as <c>en</c>.</param>
/// <param name="CreatedAt">When the account was made.</param>
public sealed record UserView(
    long Id,
    string Email,
    string Name,
    AccountRole Role,
    bool IsOperator,
    long TenantId,
    string Locale,
    DateTimeOffset CreatedAt);
