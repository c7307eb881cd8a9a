using Reconvene.Client.Accounts;

namespace Reconvene.Server.Accounts.Invitations;

/// <summary>An invitation as it stands in its table, without its code.</summary>
internal sealed class InvitationRow
{
    public InvitationId Id { get; init; }

    public TenantId TenantId { get; init; }

    /// <summary>What the tenant is called, for who is asked to join it.</summary>
    public string TenantName { get; init; } = "";

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    public string Role { get; init; } = "";

    public UserId InvitedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public Role RoleInTenant => Enum.Parse<Role>(Role, ignoreCase: true);

    public InvitationState StateAt(DateTimeOffset now) => this switch
    {
        { AcceptedAt: not null } => InvitationState.Accepted,
        { EndedAt: not null } => InvitationState.Ended,
        _ when ExpiresAt <= now => InvitationState.Expired,
        _ => InvitationState.Open,
    };

    public InvitationView View(DateTimeOffset now) => new(
        Id.Value, Email, Name, (AccountRole)RoleInTenant, StateAt(now), InvitedBy.Value, CreatedAt, ExpiresAt);

    public override string ToString() => $"invitation {Id.Value}";
}
