using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Accounts.Tenants;

/// <summary>Gives a tenant another name.</summary>
internal sealed class RenameTenant(Database database, AuditTrail audit)
{
    /// <summary>False when there is no such tenant.</summary>
    public async Task<bool> RunAsync(Caller caller, TenantId tenant, string name, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        if (!await TenantStore.RenameAsync(work, tenant, name, cancellation))
        {
            return false;
        }

        var entry = new AuditEntry(tenant, AuditActor.Of(caller), "tenant.renamed", $"tenant:{tenant.Value}");

        // Always in the order of ids, so that two operators never wait for each other.
        foreach (var chain in new[] { tenant, caller.Tenant }.Distinct().OrderBy(id => id.Value))
        {
            await audit.RecordAsync(work, entry with { Tenant = chain }, cancellation);
        }

        await work.CommitAsync(cancellation);
        return true;
    }
}
