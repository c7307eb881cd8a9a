namespace Reconvene.Server.Jobs;

/// <summary>The kinds of job that this program knows.</summary>
internal sealed class JobRegistry
{
    private readonly Dictionary<string, JobDefinition> _kinds;

    public JobRegistry(IEnumerable<JobDefinition> definitions)
    {
        _kinds = definitions.ToDictionary(definition => definition.Kind, StringComparer.Ordinal);
        var empty = _kinds.Values.FirstOrDefault(definition => definition.Steps.Count is 0);
        if (empty is not null)
        {
            throw new InvalidOperationException($"Job kind '{empty.Kind}' has no steps: give it at least one.");
        }
    }

    public JobDefinition? Find(string kind) => _kinds.GetValueOrDefault(kind);

    public JobDefinition Get(string kind) => Find(kind)
        ?? throw new InvalidOperationException($"No job of kind '{kind}' is registered: call AddJob with its definition.");
}
