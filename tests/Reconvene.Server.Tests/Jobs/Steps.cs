using Reconvene.Server.Jobs;

namespace Reconvene.Server.Tests.Jobs;

internal sealed class Look(Script script) : IStep
{
    public Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation) =>
        script.RunAsync(nameof(Look), context, cancellation);
}

internal sealed class Fetch(Script script) : IStep
{
    public Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation) =>
        script.RunAsync(nameof(Fetch), context, cancellation);
}

internal sealed class Tell(Script script) : IStep
{
    public Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation) =>
        script.RunAsync(nameof(Tell), context, cancellation);
}
