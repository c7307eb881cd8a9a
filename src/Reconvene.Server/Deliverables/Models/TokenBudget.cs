using System.Globalization;
using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// How many tokens each tenant used today, over all nodes. What a call may cost is taken before it, in one statement, so that two at
/// once never go beyond; what it did cost is put in its place afterwards.
/// </summary>
internal sealed class TokenBudget(Database database, IOptions<ModelOptions> options, TimeProvider time)
{
    private long Limit => options.Value.TokensPerTenantAndDay is 0 ? long.MaxValue : options.Value.TokensPerTenantAndDay;

    /// <summary>Why so many tokens are not used in whatever day; null when there is a day that has room for them.</summary>
    public Failure? WhyNever(long tokens) => tokens <= Limit ? null : new Failure(
        FailureKind.Misconfigured,
        string.Create(
            CultureInfo.InvariantCulture,
            $"This meeting alone may take {tokens:N0} tokens of the model, and the budget of a day is {Limit:N0}: the operator can raise Model:TokensPerTenantAndDay."));

    /// <summary>Takes so many tokens of today's budget; null when it has no room for them.</summary>
    public async Task<TokenReservation?> ReserveAsync(TenantId tenant, int tokens, CancellationToken cancellation)
    {
        var day = Day(time.GetUtcNow());
        await using var work = await database.BeginAsync(cancellation);
        var taken = await work.ExecuteAsync(
            """
            INSERT INTO model_usage (tenant_id, day, tokens, calls)
            SELECT @tenant, @day, @tokens, 1
            WHERE @tokens <= @limit
            ON CONFLICT (tenant_id, day) DO UPDATE SET tokens = model_usage.tokens + excluded.tokens, calls = model_usage.calls + 1
            WHERE model_usage.tokens + excluded.tokens <= @limit
            """,
            new { tenant, day, tokens = (long)tokens, limit = Limit },
            cancellation) is 1;
        await work.CommitAsync(cancellation);
        return taken ? new TokenReservation(tenant, day, tokens) : null;
    }

    /// <summary>
    /// Puts what a call cost in place of what was taken for it. Goes through to its end whoever stops meanwhile: it is spent, whatever
    /// becomes of the answer.
    /// </summary>
    public async Task SettleAsync(TokenReservation reservation, int used)
    {
        if (used == reservation.Tokens)
        {
            return;
        }

        await using var work = await database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(
            "UPDATE model_usage SET tokens = tokens + @more WHERE tenant_id = @Tenant AND day = @Day",
            new { more = (long)used - reservation.Tokens, reservation.Tenant, reservation.Day },
            CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    /// <summary>What is said when a day is used up, and until when it is waited for.</summary>
    public async Task<Failure> UsedUpAsync(TenantId tenant, int tokens, CancellationToken cancellation)
    {
        var day = Day(time.GetUtcNow());
        var used = await database.FindAsync<long?>(
            "SELECT tokens FROM model_usage WHERE tenant_id = @tenant AND day = @day", new { tenant, day }, cancellation) ?? 0;
        return new Failure(
            FailureKind.RateLimited,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The model's budget of {Limit:N0} tokens a day is used up ({used:N0} today, {tokens:N0} more are needed): this goes on after midnight UTC. The operator can raise Model:TokensPerTenantAndDay."),
            day.AddDays(1));
    }

    private static DateTimeOffset Day(DateTimeOffset now) => new(now.UtcDateTime.Date, TimeSpan.Zero);
}
