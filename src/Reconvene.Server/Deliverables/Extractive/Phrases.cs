using System.Text.RegularExpressions;

namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>
/// Turns of phrase to look for. Matching is linear in time whatever the text is, since it comes from outside; several
/// patterns instead of one long one keep each automaton below the engine's limit of size.
/// </summary>
internal sealed class Phrases(params string[] patterns)
{
    private readonly Regex[] _patterns = [.. patterns.Select(pattern => new Regex(
        pattern,
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Regex.InfiniteMatchTimeout))];

    public bool IsMatch(string text) => Array.Exists(_patterns, pattern => pattern.IsMatch(text));

    /// <summary>Every place, those of the first pattern first.</summary>
    public IEnumerable<Match> In(string text) => _patterns.SelectMany(pattern => pattern.Matches(text));
}
