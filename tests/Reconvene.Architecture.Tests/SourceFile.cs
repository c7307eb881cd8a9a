namespace Reconvene.Architecture.Tests;

/// <summary>One source file.</summary>
/// <param name="Name">From the repository's root, with forward slashes.</param>
/// <param name="Path">On this machine.</param>
internal sealed record SourceFile(string Name, string Path)
{
    public string[] Lines => File.ReadAllLines(Path);

    /// <summary>The lines that are code, whole, each with where it stands; comments are left out.</summary>
    public IEnumerable<(string Text, string Place)> Code => Lines
        .Select((line, index) => (Text: line, Place: $"{Name}:{index + 1}"))
        .Where(line => !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal));
}
