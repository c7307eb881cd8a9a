using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs;

/// <summary>How one run of a step ended.</summary>
internal abstract record StepOutcome
{
    private StepOutcome()
    {
    }

    /// <summary>The step is done: its effect is committed together with that fact, then the next step follows.</summary>
    /// <param name="Effect">What changes in the database; null when nothing does.</param>
    /// <param name="Result">The job's result as JSON-ready value; kept when the last step is done.</param>
    internal sealed record Done(Func<Work, CancellationToken, Task>? Effect = null, object? Result = null) : StepOutcome;

    /// <summary>The whole job is done here; the steps after this one have nothing to do.</summary>
    internal sealed record Finished(Func<Work, CancellationToken, Task>? Effect = null, object? Result = null) : StepOutcome;

    /// <summary>The outside world failed: the job waits and tries again, or is given up, by the failure's kind.</summary>
    /// <param name="Failure">What happened.</param>
    internal sealed record Failed(Failure Failure) : StepOutcome;

    /// <summary>The step threw: a fault of ours. Made by the runner, never by a step.</summary>
    /// <param name="Failure">What a person is told.</param>
    internal sealed record Broke(Failure Failure) : StepOutcome;
}
