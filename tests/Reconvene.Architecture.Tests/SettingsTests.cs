using System.Text.RegularExpressions;

namespace Reconvene.Architecture.Tests;

/// <summary>Whoever runs the server finds each setting in <c>docs/settings.md</c>, and no setting that is none.</summary>
public sealed partial class SettingsTests
{
    [Fact]
    public void Every_setting_stands_in_the_documents_and_no_other()
    {
        var written = Written().ToHashSet(StringComparer.Ordinal);
        var real = Bound().SelectMany(bound => SettingsOf(bound.Class).Select(name => $"{bound.Section}:{name}"))
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(real);
        Assert.Empty(real.Except(written, StringComparer.Ordinal));
        Assert.Empty(written.Except(real, StringComparer.Ordinal));
    }

    private static IEnumerable<string> Written() =>
        Name().Matches(SourceTree.Read("docs/settings.md")).Select(match => match.Groups["name"].Value);

    private static IEnumerable<(string Section, string Class)> Bound() => SourceTree.Files("src/Reconvene.Server")
        .SelectMany(file => Binding().Matches(File.ReadAllText(file.Path)))
        .Select(match => (match.Groups["section"].Value, match.Groups["class"].Value));

    /// <summary>What can be set of a class, and of the classes within it.</summary>
    private static IEnumerable<string> SettingsOf(string name)
    {
        var text = SourceTree.Files("src/Reconvene.Server")
            .Select(file => File.ReadAllText(file.Path))
            .Single(text => text.Contains($"class {name}\n", StringComparison.Ordinal) || text.Contains($"class {name} :", StringComparison.Ordinal));
        var body = text[text.IndexOf($"class {name}", StringComparison.Ordinal)..];
        body = body[..body.IndexOf("\n}\n", StringComparison.Ordinal)];
        return Property().Matches(body).SelectMany(match => match.Groups["type"].Value is var type && type.EndsWith("Options", StringComparison.Ordinal)
            ? SettingsOf(type).Select(inner => $"{match.Groups["name"].Value}:{inner}")
            : [match.Groups["name"].Value]);
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+(:[A-Z][A-Za-z]+)+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Name();

    [GeneratedRegex("AddOptions<(?<class>\\w+)>\\(\\)\\s*\\.BindConfiguration\\(\"(?<section>\\w+)\"\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Binding();

    [GeneratedRegex(
        @"public (?<type>[\w<>?]+) (?<name>\w+)\s*\{\s*get;(\s*set(;|\s=>)|\s*\}\s*=\s*\[\])",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Property();
}
