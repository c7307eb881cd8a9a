namespace Reconvene.Client.Deliverables;

/// <summary>A template to be made or changed. In a change, what is left out stays.</summary>
public sealed record TemplateRequest
{
    /// <summary>Small letters, digits and hyphens, 1 to 100; only when it is made.</summary>
    public string? Name { get; init; }

    /// <summary>What people call it, 1 to 200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Whether it takes new recordings. True by default.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Parts that it has; all by default.</summary>
    public IReadOnlyList<string>? Sections { get; init; }

    /// <summary>What a model is told besides, at most 4000 characters. Nothing by default.</summary>
    public string? Instructions { get; init; }

    /// <summary>The language to write in, such as <c>en</c>; <c>spoken</c> for the spoken one, the default.</summary>
    public string? Language { get; init; }

    /// <summary>Which recordings it takes; all by default.</summary>
    public TemplateRulesView? Rules { get; init; }

    /// <summary>What the gate asks of their transcripts; the usual by default.</summary>
    public TemplateLimitsView? Limits { get; init; }

    /// <summary>In a change, the version that was read: the change is refused when somebody else was faster. Not looked at by default.</summary>
    public int? Version { get; init; }
}
