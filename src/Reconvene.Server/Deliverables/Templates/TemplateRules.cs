using Reconvene.Client.Deliverables;

namespace Reconvene.Server.Deliverables.Templates;

/// <summary>Whether a template takes a recording. Every rule that is named must hold; one without rules takes all.</summary>
internal static class TemplateRules
{
    public static bool Takes(TemplateRulesView rules, RecordingTraits traits) =>
        Holds(rules.TopicContains, word => traits.Topic.Contains(word, StringComparison.OrdinalIgnoreCase))
        && Holds(rules.HostEmails, email => email.Equals(traits.HostEmail, StringComparison.OrdinalIgnoreCase))
        && Holds(rules.SourceIds, id => id == traits.SourceId)
        && Holds(rules.Languages, language => language.Equals(traits.Language, StringComparison.OrdinalIgnoreCase))
        && (rules.MinMinutes is not { } least || traits.DurationMs >= least * 60_000L)
        && (rules.MaxMinutes is not { } most || traits.DurationMs <= most * 60_000L);

    private static bool Holds<T>(IReadOnlyList<T>? any, Func<T, bool> holds) => any is null or { Count: 0 } || any.Any(holds);
}

/// <summary>What rules look at.</summary>
/// <param name="Topic">Of the meeting.</param>
/// <param name="HostEmail">Null when Zoom did not say.</param>
/// <param name="SourceId">The source that took it; null when none did.</param>
/// <param name="Language">That was spoken: <c>en</c>, <c>ru</c> or <c>und</c>.</param>
/// <param name="DurationMs">Of what was said.</param>
internal sealed record RecordingTraits(string Topic, string? HostEmail, long? SourceId, string Language, long DurationMs)
{
    /// <summary>The only template that was ordered for it; null where rules say.</summary>
    public string? Ordered { get; init; }
}
