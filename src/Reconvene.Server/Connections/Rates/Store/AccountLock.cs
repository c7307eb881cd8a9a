using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Rates.Store;

/// <summary>
/// The lock of an account's budgets, which whoever changes one of its rows takes first: it is the row of all labels together.
/// </summary>
internal static class AccountLock
{
    /// <summary>Takes it, makes the rows that are not there, and says when the next call of any label may leave.</summary>
    public static async Task<DateTimeOffset> TakeAsync(Work work, RateKey key, CancellationToken cancellation)
    {
        var names = new
        {
            key.Tenant,
            key.Account,
            family = key.Family.Column(),
            label = key.Label.Column(),
            whole = RateRow.Whole,
        };

        // One statement, as whoever removes the account's rows could come between two.
        var next = await work.SingleAsync<DateTimeOffset>(
            """
            INSERT INTO rate_budgets (tenant_id, account, family, label, next_at, floor_permille, day, used)
            VALUES (@Tenant, @Account, 'all', 'all', 0, @whole, 0, 0)
            ON CONFLICT (tenant_id, account, family, label) DO UPDATE SET used = rate_budgets.used
            RETURNING next_at
            """,
            names,
            cancellation);
        await work.ExecuteAsync(
            """
            INSERT INTO rate_budgets (tenant_id, account, family, label, next_at, floor_permille, day, used)
            VALUES (@Tenant, @Account, @family, @label, 0, @whole, 0, 0)
            ON CONFLICT (tenant_id, account, family, label) DO NOTHING
            """,
            names,
            cancellation);
        return next;
    }

    /// <summary>Takes it. An account that was never called has none, and no rows either.</summary>
    public static Task<int> TakeAsync(Work work, TenantId tenant, string account, CancellationToken cancellation) =>
        work.ExecuteAsync(
            "UPDATE rate_budgets SET used = used WHERE tenant_id = @tenant AND account = @account AND family = 'all'",
            new { tenant, account },
            cancellation);
}
