using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>How many tokens each tenant used today, over all nodes, and whether there is room for more.</summary>
internal sealed class TokenBudget(Database database, IOptions<ModelOptions> options, TimeProvider time)
{
    /// <summary>Null when so many tokens may be asked for; else until when it waits. What other nodes ask for at this moment is not known.</summary>
    public async Task<Failure?> AskAsync(TenantId tenant, int tokens, CancellationToken cancellation)
    {
        var limit = options.Value.TokensPerTenantAndDay;
        if (limit is 0)
        {
            return null;
        }

        var used = await UsedAsync(tenant, cancellation);
        return used + tokens <= limit
            ? null
            : new Failure(
                FailureKind.RateLimited,
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"The model's budget of {limit:N0} tokens a day is used up ({used:N0} today, {tokens:N0} more are needed): this goes on after midnight UTC. The operator can raise Model:TokensPerTenantAndDay."),
                Day(time.GetUtcNow()).AddDays(1));
    }

    /// <summary>Tokens that a tenant used today.</summary>
    public async Task<long> UsedAsync(TenantId tenant, CancellationToken cancellation) =>
        await database.FindAsync<long?>(
            "SELECT tokens FROM model_usage WHERE tenant_id = @tenant AND day = @day",
            new { tenant, day = Day(time.GetUtcNow()) },
            cancellation) ?? 0;

    /// <summary>Writes down what a call cost, at once: it is spent, whatever becomes of the answer.</summary>
    public async Task SpendAsync(TenantId tenant, int tokens, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            """
            INSERT INTO model_usage (tenant_id, day, tokens, calls) VALUES (@tenant, @day, @tokens, 1)
            ON CONFLICT (tenant_id, day) DO UPDATE SET tokens = model_usage.tokens + excluded.tokens, calls = model_usage.calls + 1
            """,
            new { tenant, day = Day(time.GetUtcNow()), tokens = (long)tokens },
            cancellation);
        await work.CommitAsync(cancellation);
    }

    private static DateTimeOffset Day(DateTimeOffset now) => new(now.UtcDateTime.Date, TimeSpan.Zero);
}
