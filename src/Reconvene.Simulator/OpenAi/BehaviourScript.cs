using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.OpenAi;

/// <summary>The rules in the order they were added: the first that is due takes the call, else the default does.</summary>
internal sealed class BehaviourScript
{
    private static readonly ModelRule Good = new();

    private readonly List<Entry> _entries = [];
    private readonly Lock _gate = new();
    private ModelRule _default = Good;

    public ModelRule Default
    {
        get
        {
            lock (_gate)
            {
                return _default;
            }
        }

        set
        {
            lock (_gate)
            {
                _default = value;
            }
        }
    }

    public IReadOnlyList<ModelRule> Rules
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries.Select(entry => entry.Rule)];
            }
        }
    }

    public void Add(ModelRule rule)
    {
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
            _default = Good;
        }
    }

    public ModelRule Take(ModelEndpoint endpoint, string body)
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Where(entry => Concerns(entry.Rule, endpoint, body)))
            {
                if (entry.Turns.Take())
                {
                    return entry.Rule;
                }
            }

            return Concerns(_default, endpoint, body) ? _default : Good;
        }
    }

    private static bool Concerns(ModelRule rule, ModelEndpoint endpoint, string body) =>
        (rule.Endpoint is null || rule.Endpoint == endpoint)
        && (rule.Contains is null || body.Contains(rule.Contains, StringComparison.Ordinal));

    private sealed class Entry(ModelRule rule)
    {
        public ModelRule Rule { get; } = rule;

        public Turns Turns { get; } = new(rule.Nth, rule.Times);
    }
}
