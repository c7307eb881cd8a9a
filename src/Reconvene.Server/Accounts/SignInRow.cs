namespace Reconvene.Server.Accounts;

/// <summary>A refresh token that still counts, as it stands in its table.</summary>
internal sealed class SignInRow
{
    public long Id { get; init; }

    public TenantId TenantId { get; init; }

    public UserId UserId { get; init; }

    public string Family { get; init; } = "";

    public string Stamp { get; init; } = "";

    public DateTimeOffset SignedInAt { get; init; }
}
