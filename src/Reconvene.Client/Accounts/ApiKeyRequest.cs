namespace Reconvene.Client.Accounts;

/// <summary>Makes an API key for oneself.</summary>
/// <param name="Name">What the key is for, up to 100 characters.</param>
/// <param name="Scope">The most that the key may do; not more than one's own role.</param>
/// <param name="ExpiresAt">When the key ends; never by default.</param>
public sealed record ApiKeyRequest(string Name, ApiKeyScope Scope, DateTimeOffset? ExpiresAt = null);
