using Reconvene.Client.Accounts;

namespace Reconvene.Server.Accounts.Tenants;

internal sealed class TenantRow
{
    public TenantId Id { get; init; }

    public string Name { get; init; } = "";

    public bool HasOwner { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public TenantView View() => new(Id.Value, Name, HasOwner, CreatedAt);
}
