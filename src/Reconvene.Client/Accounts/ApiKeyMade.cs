namespace Reconvene.Client.Accounts;

/// <summary>A new API key; the only answer that holds the key itself.</summary>
/// <param name="Key">The key. It is shown now and never again.</param>
/// <param name="ApiKey">What is kept of it.</param>
public sealed record ApiKeyMade(string Key, ApiKeyView ApiKey)
{
    /// <summary>Holds secrets, so it tells nothing.</summary>
    public override string ToString() => $"{nameof(ApiKeyMade)} ***";
}
