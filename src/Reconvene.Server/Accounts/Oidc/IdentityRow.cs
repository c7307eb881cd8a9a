namespace Reconvene.Server.Accounts.Oidc;

/// <summary>A person of ours as an outside issuer names them, with what they may do now.</summary>
internal sealed class IdentityRow
{
    public TenantId TenantId { get; init; }

    public UserId UserId { get; init; }

    public string Role { get; init; } = "";

    public bool IsOperator { get; init; }

    public DateTimeOffset LastIssuedAt { get; init; }

    public Role RoleInTenant => Enum.Parse<Role>(Role, ignoreCase: true);
}
