using Reconvene.Client.Health;

namespace Reconvene.Server.Platform.Health;

/// <summary>Asks every check at once, and waits for none longer than two seconds.</summary>
internal sealed class Readiness(IEnumerable<IReadinessCheck> checks, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<HealthItem>> LookAsync(CancellationToken cancellation) =>
        await Task.WhenAll(checks.Select(check => LookAsync(check, cancellation)));

    private async Task<HealthItem> LookAsync(IReadinessCheck check, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            // On a thread of its own: SQLite answers on the caller's, and may not look at the token for long.
            return await Task.Run(() => check.LookAsync(limit.Token), limit.Token).WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            await limit.CancelAsync();
            return new HealthItem(check.Source, HealthStatus.Error, $"The {check.Source} did not answer within two seconds: see whether it runs and is reachable.");
        }
    }
}
