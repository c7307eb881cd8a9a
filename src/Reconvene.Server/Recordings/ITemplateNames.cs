using Reconvene.Server.Accounts;

namespace Reconvene.Server.Recordings;

/// <summary>What can be made of a recording, by name; known to those who make it.</summary>
internal interface ITemplateNames
{
    Task<IReadOnlyList<string>> ListAsync(TenantId tenant, CancellationToken cancellation);
}
