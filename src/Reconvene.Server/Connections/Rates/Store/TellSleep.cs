using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Server.Connections.Rates.Store;

/// <summary>One alert a connection for all that sleeps because the day's calls are used up; without any it ends.</summary>
internal sealed class TellSleep(Alerts alerts)
{
    public const string Alert = "connection.daily_limit";

    /// <summary>In the transaction that put a label to sleep or woke it.</summary>
    public async Task RunAsync(
        Work work, TenantId tenant, ConnectionId connection, DateTimeOffset now, CancellationToken cancellation)
    {
        var subject = RejectConnection.Subject(connection);
        await alerts.ResolveAsync(work, tenant, Alert, subject, cancellation);
        var asleep = await work.QueryAsync<RateRow>(
            """
            SELECT account, family, label, asleep_until, asleep_why
            FROM rate_budgets
            WHERE tenant_id = @tenant AND asleep_connection_id = @connection AND asleep_until > @now
            ORDER BY asleep_until DESC, account, family, label
            """,
            new { tenant, connection, now },
            cancellation);
        if (asleep.Count is 0)
        {
            return;
        }

        var names = string.Join(", ", asleep.Select(Name).Distinct(StringComparer.Ordinal));
        await alerts.RaiseAsync(
            work,
            new(tenant, Alert, subject, AlertSeverity.Warning, Fit(string.Create(
                CultureInfo.InvariantCulture,
                $"Zoom's daily limit for {names} calls is reached on the account of connection {connection.Value}: {asleep[0].AsleepWhy}. What needs them waits and goes on by itself at {asleep[0].AsleepUntil:yyyy-MM-dd HH:mm} UTC; nothing is lost. If it comes often, look which other apps use the account, and whether its plan is set right here."))),
            cancellation);
    }

    private static string Fit(string text) => text.Length <= 1000 ? text : text[..1000];

    private static string Name(RateRow row) => new RateKey(
        default,
        row.Account,
        row.Family is "phone" ? RateFamily.Phone : RateFamily.Api,
        Enum.GetValues<RateLabel>().Single(label => label.Column() == row.Label)).Name;
}
