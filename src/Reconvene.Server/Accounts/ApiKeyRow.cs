using Reconvene.Client.Accounts;

namespace Reconvene.Server.Accounts;

/// <summary>An API key with the present role of its person.</summary>
internal sealed class ApiKeyRow
{
    public ApiKeyId Id { get; init; }

    public TenantId TenantId { get; init; }

    public UserId UserId { get; init; }

    public string Name { get; init; } = "";

    public string Prefix { get; init; } = "";

    public byte[] KeyHash { get; init; } = [];

    public string Scope { get; init; } = "";

    public string Role { get; init; } = "";

    public bool IsOperator { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public ApiKeyScope ScopeGiven => Enum.Parse<ApiKeyScope>(Scope, ignoreCase: true);

    /// <summary>The person's role, but not more than the scope.</summary>
    public Caller AsCaller()
    {
        var own = Enum.Parse<Role>(Role, ignoreCase: true);
        var most = MakeApiKey.RoleOf(ScopeGiven);
        return new Caller(
            TenantId, UserId, own < most ? own : most, ScopeGiven, Prefix, IsOperator && ScopeGiven is ApiKeyScope.Manage);
    }

    public ApiKeyView View() => new(
        Id.Value, UserId.Value, Name, Prefix, ScopeGiven, CreatedAt, ExpiresAt, LastUsedAt);

    public override string ToString() => $"API key {Prefix}";
}
