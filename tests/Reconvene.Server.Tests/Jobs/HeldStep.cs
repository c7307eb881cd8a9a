using Reconvene.Server.Jobs;

namespace Reconvene.Server.Tests.Jobs;

/// <summary>A step that begins, and goes on when the test lets it or when it is cancelled.</summary>
internal sealed class HeldStep
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until it has begun.</summary>
    public Task WaitUntilEnteredAsync() => _entered.Task.WaitAsync(Limit);

    public void LetGo() => _left.SetResult();

    public async Task<StepOutcome> RunAsync(CancellationToken cancellation)
    {
        _entered.TrySetResult();
        await _left.Task.WaitAsync(cancellation);
        return new StepOutcome.Done();
    }
}
