using System.Text;
using System.Text.RegularExpressions;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Zoom.Tests.Scopes;

/// <summary>
/// What <c>docs/zoom-app.md</c> gives people to copy is what the program judges by. After a change, run these with
/// RECONVENE_UPDATE_SNAPSHOTS=1 and look at the difference.
/// </summary>
public partial class GuideTests
{
    private static readonly (string Title, ZoomGrant Grant, IReadOnlyList<ZoomFeature> Features)[] Chapters =
    [
        ("For a Server-to-Server app", ZoomGrant.ServerToServer, [.. ZoomFeatures.All.Except([ZoomFeatures.SubAccounts])]),
        ("For people who consent", ZoomGrant.User, [.. ZoomFeatures.All.Except([ZoomFeatures.SubAccounts])]),
        ("For a master account", ZoomGrant.Master, ZoomFeatures.All),
    ];

    [Fact]
    public void The_guides_scopes_are_those_that_the_features_are_judged_by()
    {
        var text = new StringBuilder();
        foreach (var (title, grant, features) in Chapters)
        {
            text.Append("### ").Append(title).Append("\n\n");
            foreach (var feature in features)
            {
                var scopes = ZoomFeatures.ScopesFor(grant, [feature]);
                text.Append("**").Append(feature.Name).Append("**: ").Append(feature.Purpose).Append("\n\n```text\n")
                    .AppendJoin('\n', scopes.Granular).Append("\n```\n\nClassic: ")
                    .Append(scopes.Classic.Count is 0 ? "none" : string.Join(", ", scopes.Classic.Select(scope => $"`{scope}`")))
                    .Append(".\n\n");
            }
        }

        Check("scopes", text.ToString().TrimEnd(), indent: "");
    }

    [Fact]
    public void The_guides_events_are_the_recommended_ones() =>
        Check("events", "```text\n" + string.Join('\n', ZoomEvents.Recommended) + "\n```", indent: "   ");

    [Fact]
    public void Every_link_of_the_guide_to_a_chapter_of_its_own_leads_there()
    {
        var guide = File.ReadAllText(Path());
        var chapters = Heading().Matches(guide).Select(match => Anchor(match.Groups["title"].Value)).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Link().Matches(guide).Select(match => match.Groups["anchor"].Value).Except(chapters, StringComparer.Ordinal));
    }

    private static void Check(string name, string generated, string indent)
    {
        var guide = File.ReadAllText(Path());
        var begin = $"{indent}<!-- {name} -->\n";
        var end = $"{indent}<!-- end -->\n";
        var from = guide.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        Assert.True(from > begin.Length, $"The guide has no place for {name}.");
        var to = guide.IndexOf(end, from, StringComparison.Ordinal);
        var wanted = string.Concat(generated.Split('\n').Select(line => (line.Length > 0 ? indent + line : line) + "\n"));
        if (Environment.GetEnvironmentVariable("RECONVENE_UPDATE_SNAPSHOTS") is "1")
        {
            File.WriteAllText(Path(), guide[..from] + wanted + guide[to..]);
            return;
        }

        Assert.Equal(wanted, guide[from..to]);
    }

    private static string Path()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Reconvene.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Reconvene.slnx stands in no folder above the tests.");
        }

        return System.IO.Path.Combine(folder.FullName, "docs", "zoom-app.md");
    }

    /// <summary>As GitHub makes it of a heading.</summary>
    private static string Anchor(string title) =>
        string.Concat(title.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-').Select(char.ToLowerInvariant)).Replace(' ', '-');

    [GeneratedRegex("^#{1,4} (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(#(?<anchor>[^)]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
