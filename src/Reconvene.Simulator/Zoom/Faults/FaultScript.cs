using System.Collections.Concurrent;
using System.IO.Enumeration;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.Zoom.Faults;

/// <summary>The scripted faults, in the order they were added: the first that is due takes the call.</summary>
internal sealed class FaultScript(int seed)
{
    private readonly List<Entry> _entries = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new(StringComparer.Ordinal);
    private readonly SeededRandom _random = SeededRandom.For(seed, "faults");
    private readonly Lock _gate = new();

    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries.Select(entry => entry.Rule)];
            }
        }
    }

    public void Add(FaultRule rule)
    {
        if (rule.Gate is { } name && _gates.TryGetValue(name, out var gate) && gate.Task.IsCompleted)
        {
            _gates.TryRemove(name, out _);
        }

        lock (_gate)
        {
            _entries.Add(new Entry(rule));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }

        foreach (var name in _gates.Keys)
        {
            Release(name);
        }
    }

    public FaultRule? Take(string method, string path, string route)
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Where(entry => Concerns(entry.Rule, method, path, route)))
            {
                if (IsDue(entry))
                {
                    return entry.Rule;
                }
            }
        }

        return null;
    }

    /// <summary>Waits until somebody opens the gate of this name.</summary>
    public Task PassGateAsync(string name, CancellationToken cancellation) => GateOf(name).Task.WaitAsync(cancellation);

    public void Release(string name)
    {
        // It stays open: a call that was seen but has not yet reached the gate must not be locked in behind it.
        GateOf(name).TrySetResult();
    }

    private TaskCompletionSource GateOf(string name) =>
        _gates.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private static bool Concerns(FaultRule rule, string method, string path, string route) =>
        (rule.Method is null || rule.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && (FileSystemName.MatchesSimpleExpression(rule.Path, path, ignoreCase: false)
            || FileSystemName.MatchesSimpleExpression(rule.Path, route, ignoreCase: false));

    private bool IsDue(Entry entry) =>
        entry.Turns.Take() && (entry.Rule.Chance is not { } chance || _random.Below(1_000_000) < chance * 1_000_000);

    private sealed class Entry(FaultRule rule)
    {
        public FaultRule Rule { get; } = rule;

        public Turns Turns { get; } = new(rule.Nth, rule.Times);
    }
}
