using System.Security.Cryptography;
using System.Text;
using Reconvene.Server.Transcripts.Quality;

namespace Reconvene.Server.Deliverables.Templates;

/// <summary>What is made of a recording: which sections, in which language, of which recordings.</summary>
internal sealed record Template
{
    /// <summary>The one that is always there, and made of what no other takes.</summary>
    public static readonly Template Usual = new()
    {
        Name = "summary",
        Title = "Summary",
        Sections = Section.All,
    };

    /// <summary>Stands in addresses and with what is made; small letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>In the order of <see cref="Section.All"/>; never empty.</summary>
    public required IReadOnlyList<string> Sections { get; init; }

    /// <summary>What a model is told besides; empty when nothing. Without effect on the built-in summariser.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>The language to write in; null for the spoken one.</summary>
    public string? Language { get; init; }

    /// <summary>What a transcript must keep to.</summary>
    public QualityLimits Limits { get; init; } = QualityLimits.Usual;

    /// <summary>Rises with each change of whatever kind.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Fingerprint of what matters to what is made: another title, other rules or limits make nothing anew.</summary>
    public string Form => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{string.Join(',', Sections)}\n{Language}\n{Instructions}")));
}
