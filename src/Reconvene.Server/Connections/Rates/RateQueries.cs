using System.Globalization;
using Microsoft.Extensions.Options;
using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Server.Connections.Rates;

/// <summary>The budgets of a connection's account, as people see them.</summary>
internal sealed class RateQueries(
    Database database, ConnectionQueries connections, IOptions<ZoomOptions> options, TimeProvider time)
{
    /// <summary>Null when the tenant has no such connection.</summary>
    public async Task<CredentialRates?> FindAsync(TenantId tenant, ConnectionId id, CancellationToken cancellation)
    {
        if (await connections.FindAsync(tenant, id, cancellation) is not { } connection)
        {
            return null;
        }

        var own = connection.RateAccount;
        string[] accounts = [own, .. connection.SubAccounts.Where(one => one != own).Order(StringComparer.Ordinal)];
        var sql = Rows.In(accounts, new { tenant });
        var rows = await database.QueryAsync<RateRow>(
            $"""
            SELECT account, family, label, next_at, limited_at, paused_until, floor_permille, asleep_until, asleep_why,
                learned_per_second, learned_per_day, day, used
            FROM rate_budgets
            WHERE tenant_id = @tenant AND family <> 'all' AND account IN (VALUES {sql.Values})
            """,
            sql.Arguments,
            cancellation);
        var plan = RateNames.PlanOf(connection.Plan);
        return new CredentialRates
        {
            CredentialId = id.Value,
            Plan = connection.Plan,
            Spaced = options.Value.SpaceCalls,
            CallsPerSecond = options.Value.CallsPerSecond,
            Rates =
            [
                .. from account in accounts
                   from family in Enum.GetValues<RateFamily>()
                   from label in Enum.GetValues<RateLabel>()
                   let row = rows.FirstOrDefault(one => one.Account == account && one.Family == family.Column() && one.Label == label.Column())
                   where account == own || row is not null
                   select View(new RateKey(tenant, account, family, label), plan, row ?? new RateRow()),
            ],
        };
    }

    private CredentialRate View(RateKey key, ZoomPlan plan, RateRow stored)
    {
        var now = time.GetUtcNow();
        var row = stored.SeenAt(now);
        var terms = new RateTerms(ZoomRateLimits.Of(plan, key.Family, key.Label), options.Value.CallsPerSecond);
        var budget = terms.PerSecond(row);
        var isPaused = row.PausedUntil > now || row.IsAsleep(now);
        var share = row.ShareAt(now);
        return new CredentialRate
        {
            AccountId = key.Account.StartsWith("connection:", StringComparison.Ordinal) ? null : key.Account,
            Family = key.Family.Column(),
            Label = key.Label.Column(),
            Limit = row.LearnedPerSecond ?? terms.Limit.Calls,
            PeriodSeconds = row.LearnedPerSecond is null ? (int)terms.Limit.Period.TotalSeconds : 1,
            BudgetPerSecond = Math.Round(budget, 3),
            PresentPerSecond = isPaused ? 0 : Math.Round(budget * share, 3),
            UsedToday = row.Used,
            DailyLimit = terms.PerDay(row),
            DailyLimitShared = terms.Limit.IsDayShared,
            AsleepUntil = row.IsAsleep(now) ? row.AsleepUntil : null,
            PausedUntil = row.PausedUntil > now ? row.PausedUntil : null,
            Reason = Reason(row, share, now),
            LastLimitedAt = row.LimitedAt,
        };
    }

    private static string? Reason(RateRow row, double share, DateTimeOffset now) => row switch
    {
        _ when row.IsAsleep(now) => string.Create(
            CultureInfo.InvariantCulture,
            $"Asleep until {row.AsleepUntil:yyyy-MM-dd HH:mm} UTC: {row.AsleepWhy}."),
        _ when row.PausedUntil > now => string.Create(
            CultureInfo.InvariantCulture,
            $"Waits until {row.PausedUntil:HH:mm:ss} UTC: Zoom said at {row.LimitedAt:HH:mm:ss} that calls came too fast."),
        _ when share < 1 => string.Create(
            CultureInfo.InvariantCulture,
            $"Slower for some seconds: Zoom said at {row.LimitedAt:HH:mm:ss} UTC that calls came too fast, so another app may use the account too."),
        _ => null,
    };
}
