using System.Globalization;
using Reconvene.Server.Connections.Checks;
using Reconvene.Server.Jobs;

namespace Reconvene.Server.Connections.Steps;

/// <summary>Looks at a connection once a day. While Zoom is away nothing is known, and the job waits.</summary>
internal sealed class CheckAgain(
    ConnectionQueries connections, CheckStore checks, LookAtConnection look, KeepCheck keep, TimeProvider time) : IStep
{
    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var id = new ConnectionId(long.Parse(context.Subject.Split(':')[1], CultureInfo.InvariantCulture));
        if (await connections.FindAsync(context.Tenant, id, cancellation) is not { IsActive: true, NeedsReauth: false } connection)
        {
            return new StepOutcome.Finished(Result: new { skipped = "The credential is removed, switched off or refused by Zoom." });
        }

        if (await checks.CheckedAtAsync(context.Tenant, id, cancellation) is { } at && time.GetUtcNow() - at < DailyChecks.Day)
        {
            return new StepOutcome.Finished(Result: new { skipped = "It was looked at less than a day ago." });
        }

        var facts = await look.RunAsync(connection, InteractiveCall.InJob(time), createMeeting: false, cancellation);
        return facts.Outage is { } outage
            ? new StepOutcome.Failed(outage.ToFailure())
            : new StepOutcome.Done((work, stop) => keep.RunAsync(work, facts, stop));
    }
}
