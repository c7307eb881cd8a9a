namespace Reconvene.Server.Platform.Audit;

/// <summary>At the start, every five minutes and at the end. What is written by each node lies on that node's own disk.</summary>
internal sealed class KeepAuditHeads(AuditHeads heads, TimeProvider time, ILogger<KeepAuditHeads> logger)
    : Rounds(TimeSpan.FromMinutes(5), isFirstAtOnce: true, time, logger)
{
    private static readonly TimeSpan AtTheEnd = TimeSpan.FromSeconds(3);

    protected override string What => "writing out the ends of the audit trail";

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // A time of its own: requests that took long may have used up the one that all share. A head that is not written
        // is written after the next start.
        using var limit = new CancellationTokenSource(AtTheEnd);
        await TryAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override Task RoundAsync(CancellationToken cancellation) => heads.WriteAsync(cancellation);
}
