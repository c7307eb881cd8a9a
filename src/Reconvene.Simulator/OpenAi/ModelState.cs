using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.OpenAi;

/// <summary>The parts that outlive a request.</summary>
internal sealed class ModelState(OpenAiSimulatorOptions options)
{
    private readonly SeededRandom _ids = SeededRandom.For(options.Seed, "model ids");
    private readonly Lock _gate = new();
    private TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OpenAiSimulatorOptions Options { get; } = options;

    public Journal<ModelRequest> Journal { get; } = new();

    public BehaviourScript Behaviours { get; } = new();

    public int ContextTokens { get; set; } = options.ContextTokens;

    public IReadOnlyList<HeardRecording> Heard { get; set; } = options.Heard;

    public IReadOnlyList<HeardRecording> Known => [.. Heard, .. Options.HeardNow?.Invoke() ?? []];

    public long Now => Options.TimeProvider.GetUtcNow().ToUnixTimeSeconds();

    public string NewId(string prefix, int length)
    {
        lock (_gate)
        {
            return prefix + _ids.Text(length);
        }
    }

    /// <summary>Waits until the control lets go of all that hangs.</summary>
    public Task HangAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _letGo.Task.WaitAsync(cancellation);
        }
    }

    public void LetGo()
    {
        lock (_gate)
        {
            _letGo.TrySetResult();
            _letGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
