using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Rates.Store;

/// <summary>Removes the budgets of accounts that nothing is connected to any more.</summary>
internal static class RemoveBudgets
{
    private const string Unused = """
        tenant_id = @tenant
            AND NOT EXISTS (
                SELECT 1 FROM zoom_connections c
                WHERE c.tenant_id = @tenant
                    AND rate_budgets.account = COALESCE(c.account_id, c.zoom_account_id, 'connection:' || c.id))
            AND NOT EXISTS (
                SELECT 1 FROM zoom_tokens t WHERE t.tenant_id = @tenant AND t.account_id = rate_budgets.account)
        """;

    /// <summary>In the transaction that removed a connection.</summary>
    public static async Task RunAsync(Work work, TenantId tenant, CancellationToken cancellation)
    {
        // In one order, as two may do this at once.
        var accounts = await work.QueryAsync<string>(
            $"SELECT DISTINCT account FROM rate_budgets WHERE {Unused} ORDER BY account", new { tenant }, cancellation);
        foreach (var account in accounts)
        {
            await AccountLock.TakeAsync(work, tenant, account, cancellation);
            await work.ExecuteAsync(
                $"DELETE FROM rate_budgets WHERE {Unused} AND account = @account", new { tenant, account }, cancellation);
        }
    }
}
