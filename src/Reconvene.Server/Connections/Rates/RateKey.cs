using Reconvene.Server.Accounts;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Server.Connections.Rates;

/// <summary>One budget: that of an account for one label.</summary>
/// <param name="Tenant">Whose connections use it.</param>
/// <param name="Account">The Zoom account's id, or the connection while it is not known.</param>
/// <param name="Family">Whose table of limits counts.</param>
/// <param name="Label">The label.</param>
internal readonly record struct RateKey(TenantId Tenant, string Account, RateFamily Family, RateLabel Label)
{
    /// <summary>As people read it, such as MEDIUM or Phone HEAVY.</summary>
    public string Name => Family is RateFamily.Phone ? $"Phone {Label.Name()}" : Label.Name();
}
