namespace Reconvene.Client.Audit;

/// <summary>Who did it.</summary>
/// <param name="Kind"><c>user</c>, <c>api_key</c>, <c>zoom</c>, <c>server</c> or <c>anonymous</c>.</param>
/// <param name="UserId">The person, or whose key it was; null when it was nobody known.</param>
/// <param name="KeyPrefix">How the API key begins; null when none was used.</param>
/// <param name="Address">Where a stranger came from; null for those who are known.</param>
public sealed record AuditActorView(string Kind, long? UserId, string? KeyPrefix, string? Address);
