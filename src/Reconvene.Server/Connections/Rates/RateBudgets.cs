using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Rates.Lanes;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Zoom;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Server.Connections.Rates;

/// <summary>The rate budgets of all Zoom accounts, as this node sees them.</summary>
internal sealed class RateBudgets(
    RateSource source, IOptions<ZoomOptions> options, TimeProvider time)
{
    private static readonly TimeSpan ComeBack = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Jitter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<RateKey, RateLane> _lanes = new();
    private readonly ConcurrentDictionary<(TenantId, string), RateGate> _gates = new();

    /// <summary>Null when the settings say that calls are not spaced.</summary>
    /// <param name="connection">Who calls.</param>
    /// <param name="account">The sub-account whose token is used; empty for the connection's own.</param>
    public IZoomRateBudget? For(ZoomConnection connection, string account) => options.Value.SpaceCalls
        ? new Budget(this, connection, account.Length > 0 ? account : connection.RateAccount)
        : null;

    private int CapPerSecond => options.Value.CallsPerSecond;

    private RateLane LaneOf(RateKey key) => _lanes.GetOrAdd(key, one => new RateLane(
        one,
        source.LeaseAsync,
        _gates.GetOrAdd((one.Tenant, one.Account), _ => new RateGate(CapPerSecond)),
        time));

    private async ValueTask<DateTimeOffset?> LearnAsync(RateKey key, ConnectionId connection, ZoomRateAnswer answer)
    {
        if (answer.Refusal is null)
        {
            await LimitsAsync(key, connection, answer);
            return null;
        }

        var now = time.GetUtcNow();
        return answer.Refusal.Kind is ZoomFailureKind.DailyLimit
            ? await SleepAsync(key, connection, answer, now)
            : await SlowDownAsync(key, connection, answer, now);
    }

    private async ValueTask<DateTimeOffset> SleepAsync(
        RateKey key, ConnectionId connection, ZoomRateAnswer answer, DateTimeOffset now)
    {
        var until = answer.Refusal!.NotBefore ?? RateRow.NextDay(now);
        await source.ChangeAsync(key, connection, row => With(row, answer).FallAsleep(now, until, "Zoom said so (429)", connection));
        LaneOf(key).RestFor(TimeSpan.Zero);
        return until;
    }

    /// <summary>
    /// If Zoom does not say for how long, whoever was refused comes back after five seconds and a little; the others of the
    /// account and label go on slowly after a second, or what another program leaves us would not be used.
    /// </summary>
    private async ValueTask<DateTimeOffset> SlowDownAsync(
        RateKey key, ConnectionId connection, ZoomRateAnswer answer, DateTimeOffset now)
    {
        var told = answer.Refusal!.NotBefore;
        var chance = RandomNumberGenerator.GetInt32(1000) / 1000.0;

        // At once; the row, once it is written, may say that it is for longer.
        LaneOf(key).RestFor((told - now) ?? RateRow.ShortestPause);
        await source.ChangeAsync(
            key, connection, row => With(row, answer).Limited(answer.SentAt, now, told, RateRow.ShortestPause * chance / 2));
        return told ?? now + ComeBack + (Jitter * chance);
    }

    /// <summary>Limits in headers come with every answer: written when they are news to the row, which a new plan may have cleared.</summary>
    private async ValueTask LimitsAsync(RateKey key, ConnectionId connection, ZoomRateAnswer answer)
    {
        var known = source.Known(key);
        if (With(known, answer) != known)
        {
            await source.ChangeAsync(key, connection, row => With(row, answer));
        }
    }

    private static RateRow With(RateRow row, ZoomRateAnswer answer) => row with
    {
        LearnedPerSecond = answer.PerSecond ?? row.LearnedPerSecond,
        LearnedPerDay = answer.PerDay ?? row.LearnedPerDay,
    };

    private sealed class Budget(RateBudgets budgets, ZoomConnection connection, string account) : IZoomRateBudget
    {
        public ValueTask<ZoomFailure?> TakeAsync(ZoomOperation operation, CancellationToken cancellation) =>
            budgets.LaneOf(KeyOf(operation)).TakeAsync(
                new RateTerms(
                    ZoomRateLimits.Of(RateNames.PlanOf(connection.Plan), operation.Family, operation.Label),
                    budgets.CapPerSecond),
                connection.Id,
                cancellation);

        public ValueTask<DateTimeOffset?> AnsweredAsync(ZoomRateAnswer answer, CancellationToken cancellation) =>
            budgets.LearnAsync(KeyOf(answer.Operation), connection.Id, answer);

        private RateKey KeyOf(ZoomOperation operation) =>
            new(connection.TenantId, account, operation.Family, operation.Label);
    }
}
