namespace Reconvene.Client.Deliverables;

/// <summary>What is made of which recordings.</summary>
public sealed record TemplateView
{
    /// <summary>Stands in addresses and with what is made.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>True for the one that is always there, and made of what no other takes; it cannot be changed.</summary>
    public required bool IsBuiltIn { get; init; }

    /// <summary>Whether it takes new recordings.</summary>
    public required bool IsActive { get; init; }

    /// <summary>
    /// Parts that it has: <c>summary</c>, <c>key_points</c>, <c>decisions</c>, <c>action_items</c>, <c>questions</c>,
    /// <c>chapters</c>, <c>sentiment</c>, <c>participants</c>.
    /// </summary>
    public required IReadOnlyList<string> Sections { get; init; }

    /// <summary>What a model is told besides. Without effect on the built-in summariser.</summary>
    public required string Instructions { get; init; }

    /// <summary>The language to write in, such as <c>en</c>; null for the spoken one.</summary>
    public required string? Language { get; init; }

    /// <summary>Which recordings it takes.</summary>
    public required TemplateRulesView Rules { get; init; }

    /// <summary>What the gate asks of their transcripts.</summary>
    public required TemplateLimitsView Limits { get; init; }

    /// <summary>Rises by one with each change, from 1.</summary>
    public required int Version { get; init; }
}
