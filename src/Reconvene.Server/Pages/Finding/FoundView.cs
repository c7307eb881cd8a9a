using Reconvene.Client.Search;

namespace Reconvene.Server.Pages.Finding;

/// <summary>What was asked, and what was found.</summary>
/// <param name="Asked">As it was typed.</param>
internal sealed record FoundView(Asked Asked)
{
    /// <summary>Recordings, newest first; null when nothing was sought.</summary>
    public IReadOnlyList<SearchResult>? Found { get; init; }

    /// <summary>Address of the next page; null on the last one.</summary>
    public string? Next { get; init; }

    /// <summary>Whether these are the newest.</summary>
    public bool IsFirst { get; init; } = true;

    /// <summary>Names of the fields that cannot be sought by.</summary>
    public IReadOnlySet<string> Wrong { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}

/// <summary>The fields of the form; null for one that was left empty.</summary>
internal sealed record Asked(string? Words, string? Speaker, string? From, string? To);
