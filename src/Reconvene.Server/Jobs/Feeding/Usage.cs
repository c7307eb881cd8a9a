using Reconvene.Server.Accounts;

namespace Reconvene.Server.Jobs.Feeding;

/// <summary>What is under way: running, or handed over and about to.</summary>
internal sealed class Usage
{
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<TenantId, int> _tenants = [];

    public int All { get; private set; }

    /// <summary>What reads lists, of whatever account.</summary>
    public int Lists { get; private set; }

    public void Add(string group, TenantId tenant, int steps)
    {
        _groups[group] = OfGroup(group) + steps;
        _tenants[tenant] = OfTenant(tenant) + steps;
        All += steps;
        Lists += JobStep.IsOfLists(group) ? steps : 0;
    }

    public int OfGroup(string group) => _groups.GetValueOrDefault(group);

    public int OfTenant(TenantId tenant) => _tenants.GetValueOrDefault(tenant);
}
