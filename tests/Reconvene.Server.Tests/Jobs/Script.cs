using System.Collections.Concurrent;
using Reconvene.Server.Jobs;

namespace Reconvene.Server.Tests.Jobs;

/// <summary>What the steps of a test do, and what they were seen doing.</summary>
internal sealed class Script
{
    private readonly ConcurrentDictionary<string, Func<StepContext, CancellationToken, Task<StepOutcome>>> _acts =
        new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _ran = new();

    public IReadOnlyList<string> Ran => [.. _ran];

    public void On<TStep>(Func<StepContext, CancellationToken, Task<StepOutcome>> act)
        where TStep : IStep => _acts[typeof(TStep).Name] = act;

    public void On<TStep>(Func<StepContext, StepOutcome> act)
        where TStep : IStep => On<TStep>((context, _) => Task.FromResult(act(context)));

    /// <summary>From its next run on, the step waits to be let go.</summary>
    public HeldStep Hold<TStep>()
        where TStep : IStep
    {
        var held = new HeldStep();
        On<TStep>((_, cancellation) => held.RunAsync(cancellation));
        return held;
    }

    public async Task<StepOutcome> RunAsync(string step, StepContext context, CancellationToken cancellation)
    {
        _ran.Enqueue($"{step} {context.Subject}");
        return _acts.TryGetValue(step, out var act)
            ? await act(context, cancellation)
            : new StepOutcome.Done((work, token) => work.ExecuteAsync(
                "INSERT INTO effects (subject, step) VALUES (@subject, @step)",
                new { subject = context.Subject, step },
                token));
    }
}
