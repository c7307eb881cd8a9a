namespace Reconvene.Client.Deliverables;

/// <summary>Which recordings a template takes: every rule that is named must hold, and one without rules takes all.</summary>
public sealed record TemplateRulesView
{
    /// <summary>Words, one of which the topic must contain.</summary>
    public IReadOnlyList<string>? TopicContains { get; init; }

    /// <summary>Addresses, one of which must be the host's.</summary>
    public IReadOnlyList<string>? HostEmails { get; init; }

    /// <summary>Sources, one of which must have taken it.</summary>
    public IReadOnlyList<long>? SourceIds { get; init; }

    /// <summary>Languages, one of which must be spoken: <c>en</c>, <c>ru</c> or <c>und</c>.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>The shortest, in minutes.</summary>
    public int? MinMinutes { get; init; }

    /// <summary>The longest, in minutes.</summary>
    public int? MaxMinutes { get; init; }
}
