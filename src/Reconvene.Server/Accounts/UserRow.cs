namespace Reconvene.Server.Accounts;

/// <summary>A person as sign-in needs them.</summary>
internal sealed class UserRow
{
    public UserId Id { get; init; }

    public TenantId TenantId { get; init; }

    public string Email { get; init; } = "";

    public string Name { get; init; } = "";

    public string PasswordHash { get; init; } = "";

    public string Role { get; init; } = "";

    public bool IsOperator { get; init; }

    public string Locale { get; init; } = "";

    public string Stamp { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public Role RoleInTenant => Enum.Parse<Role>(Role, ignoreCase: true);

    public Caller AsCaller() => new(TenantId, Id, RoleInTenant, IsOperator: IsOperator);

    public override string ToString() => $"user {Id.Value}";
}
