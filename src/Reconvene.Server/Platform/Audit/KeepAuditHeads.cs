namespace Reconvene.Server.Platform.Audit;

/// <summary>At the start, every five minutes and at the end. What is written by each node lies on that node's own disk.</summary>
internal sealed class KeepAuditHeads(AuditHeads heads, TimeProvider time, ILogger<KeepAuditHeads> logger)
    : Rounds(TimeSpan.FromMinutes(5), isFirstAtOnce: true, time, logger)
{
    protected override string What => "writing out the ends of the audit trail";

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(cancellationToken);
    }

    protected override Task RoundAsync(CancellationToken cancellation) => heads.WriteAsync(cancellation);
}
