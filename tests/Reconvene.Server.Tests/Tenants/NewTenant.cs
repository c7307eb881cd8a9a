using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Tenants;

/// <summary>Another tenant, whole: a person of it, and the key its secrets are sealed with.</summary>
internal static class NewTenant
{
    public const long Id = 2;

    /// <summary>The bearer of one of its people.</summary>
    public static async Task<string> AddAsync(ServerUnderTest server, Role role = Role.Owner, long tenant = Id)
    {
        var token = await server.AddPersonAsync(role, tenant);
        await AddKeyAsync(server, tenant);
        return token;
    }

    /// <summary>The key that the tenant's secrets are sealed with, for one that has none.</summary>
    public static async Task AddKeyAsync(ServerUnderTest server, long tenant)
    {
        var keys = await server.Database.FindAsync<long>(
            "SELECT COUNT(*) FROM data_keys WHERE tenant_id = @tenant", new { tenant }, CancellationToken.None);
        if (keys is 0)
        {
            await using var work = await server.Database.BeginAsync(CancellationToken.None);
            await server.Services.GetRequiredService<Sealer>().AddTenantAsync(work, new TenantId(tenant), CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }
    }
}
