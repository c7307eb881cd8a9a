namespace Reconvene;

/// <summary>For commands that run until they are told to stop; being told is their good end.</summary>
internal static class Waiting
{
    public static async Task UntilAsync(CancellationToken stopping)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stopping.Register(stopped.SetResult);
        await stopped.Task;
    }
}
