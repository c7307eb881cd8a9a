using System.Text.RegularExpressions;

namespace Reconvene.Architecture.Tests;

/// <summary>The promises of <c>docs/reliability.md</c> are as good as the tests they name.</summary>
public sealed partial class ReliabilityTests
{
    [Fact]
    public void Every_test_that_the_table_names_exists()
    {
        var tests = SourceTree.Files("tests")
            .SelectMany(file => TestName().Matches(File.ReadAllText(file.Path)))
            .Select(match => match.Groups["name"].Value)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Named().Except(tests, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_row_of_the_table_is_numbered_and_names_a_test() => Assert.All(Rows(), row =>
    {
        Assert.Equal(3, row.Length);
        Assert.Matches(Numbered(), row[0]);
        Assert.Matches(Sentence(), row[^1]);
    });

    private static IEnumerable<string> Named() => Rows().Select(row => row[^1]);

    /// <summary>The cells of each row, without the heading and the line below it.</summary>
    private static IEnumerable<string[]> Rows() => SourceTree.Read("docs/reliability.md").Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.StartsWith('|'))
        .Skip(2)
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    [GeneratedRegex(@"\b(Task|void)\s+(?<name>[A-Z]\w*_\w+)\s*\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TestName();

    [GeneratedRegex("^[TF][0-9]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^[A-Z]\w*_\w+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentence();
}
