namespace Reconvene.Server.Jobs;

/// <summary>
/// One resumable piece of a job. It may run twice, so it first asks "is it already so?"; what it changes in the
/// database it leaves to the effect it returns, which is committed together with the record that the step is done.
/// </summary>
internal interface IStep
{
    Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation);
}
