using System.Text.RegularExpressions;
using System.Xml.Linq;
using Reconvene.Server.Pages.Language;

namespace Reconvene.Server.Tests.Pages;

public sealed partial class WordsTests
{
    private static readonly string Pages = Path.Combine(Root(), "src/Reconvene.Server/Pages");

    [Fact]
    public void Both_languages_have_the_same_words_with_the_same_places_for_values()
    {
        var english = Read("Words.resx");
        var russian = Read("Words.ru.resx");

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), russian.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(english, word => Assert.Equal(Places(word.Value), Places(russian[word.Key]), StringComparer.Ordinal));
    }

    [Fact]
    public void Every_name_that_a_page_uses_has_words()
    {
        var words = Read("Words.resx").Keys.ToHashSet(StringComparer.Ordinal);
        var used = Sources()
            .SelectMany(text => Used().Matches(text).Select(match => match.Groups["name"].Value))
            .Distinct(StringComparer.Ordinal)
            .ToList();

        Assert.True(used.Count > 30);
        Assert.Empty(used.Except(words, StringComparer.Ordinal));
    }

    [Fact]
    public void No_words_are_kept_that_no_page_uses()
    {
        var sources = string.Join('\n', Sources());
        var beginnings = Composed().Matches(sources).Select(match => match.Groups["start"].Value).Distinct(StringComparer.Ordinal).ToList();

        var unused = Read("Words.resx").Keys.Where(name =>
            !sources.Contains($"\"{PluralForm().Replace(name, "")}\"", StringComparison.Ordinal)
            && !beginnings.Exists(start => name.StartsWith(start, StringComparison.Ordinal)));

        Assert.Empty(unused);
    }

    [Theory]
    [InlineData("en", 0, "0 recordings")]
    [InlineData("en", 1, "1 recording")]
    [InlineData("en", 2, "2 recordings")]
    [InlineData("en", 1234, "1,234 recordings")]
    [InlineData("ru", 0, "0 записей")]
    [InlineData("ru", 1, "1 запись")]
    [InlineData("ru", 3, "3 записи")]
    [InlineData("ru", 5, "5 записей")]
    [InlineData("ru", 11, "11 записей")]
    [InlineData("ru", 12, "12 записей")]
    [InlineData("ru", 21, "21 запись")]
    [InlineData("ru", 22, "22 записи")]
    [InlineData("ru", 111, "111 записей")]
    public void So_many_of_something_is_said_by_the_rule_of_the_language(string language, long count, string expected) =>
        Assert.Equal(expected, new Words(PageLanguage.Find(language)!).Count("recordings", count));

    [Theory]
    [InlineData("en", "2 March 2026, 09:05 UTC")]
    [InlineData("ru", "2 марта 2026, 09:05 UTC")]
    public void A_moment_is_said_in_words_and_in_UTC(string language, string expected) => Assert.Equal(
        expected, new Words(PageLanguage.Find(language)!).Moment(new(2026, 3, 2, 12, 5, 0, TimeSpan.FromHours(3))));

    [Theory]
    [InlineData("en", 0, "0 B")]
    [InlineData("en", 999, "999 B")]
    [InlineData("en", 1500, "1.5 kB")]
    [InlineData("ru", 2_340_000, "2,3 МБ")]
    [InlineData("en", 7_000_000_000_000_000, "7,000.0 TB")]
    public void A_size_is_said_in_the_unit_that_keeps_it_short(string language, long bytes, string expected) =>
        Assert.Equal(expected, new Words(PageLanguage.Find(language)!).Size(bytes));

    private static Dictionary<string, string> Read(string file) => XDocument.Load(Path.Combine(Pages, "Language", file)).Root!
        .Elements("data")
        .ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!, StringComparer.Ordinal);

    private static IEnumerable<string> Places(string text) =>
        Place().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Pages, "*", SearchOption.AllDirectories)
        .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Reconvene.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository's root is not above the tests.");
        }

        return folder;
    }

    [GeneratedRegex("""Words\["(?<name>[a-z_.]+)"[\],]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Used();

    [GeneratedRegex("""\$"(?<start>[a-z_.]+\.)\{""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Composed();

    [GeneratedRegex(@"\.(one|few|many)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PluralForm();

    [GeneratedRegex(@"\{\d[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
