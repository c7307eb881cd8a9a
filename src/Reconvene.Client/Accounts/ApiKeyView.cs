namespace Reconvene.Client.Accounts;

/// <summary>An API key, without the key.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="UserId">Whose key it is.</param>
/// <param name="Name">What the key is for.</param>
/// <param name="Prefix">How the key begins, to recognise it by.</param>
/// <param name="Scope">The most that the key may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null for never.</param>
public sealed record ApiKeyView(
    long Id,
    long UserId,
    string Name,
    string Prefix,
    ApiKeyScope Scope,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt);
