namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>An object that is being filled: what its texts are copied from, and so what its citations name.</summary>
internal sealed class Scene(IReadOnlyList<Source> sources)
{
    private readonly List<Source> _used = [.. sources];

    public IReadOnlyList<Source> Sources { get; } = sources;

    public string Text => string.Join(' ', Sources.Select(source => source.Text).Where(text => text.Length > 0));

    public string? Speaker => Sources.Select(source => source.Speaker).FirstOrDefault(name => name.Length > 0);

    public TimeSpan At => Sources.Select(source => source.At).FirstOrDefault(at => at is not null) ?? TimeSpan.Zero;

    public IReadOnlyList<int> Numbers => [.. _used.SelectMany(source => source.Numbers).Distinct().Order()];

    /// <summary>A list of texts beside the citations was copied from these too.</summary>
    public void AlsoUses(IEnumerable<Source> sources) => _used.AddRange(sources);
}
