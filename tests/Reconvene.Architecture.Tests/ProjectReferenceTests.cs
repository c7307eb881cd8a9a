using System.Xml.Linq;

namespace Reconvene.Architecture.Tests;

public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Reconvene"] = ["Reconvene.Client", "Reconvene.Server", "Reconvene.Simulator"],
        ["Reconvene.Server"] = ["Reconvene.Client", "Reconvene.Zoom"],
        ["Reconvene.Client"] = [],
        ["Reconvene.Zoom"] = [],
        ["Reconvene.Simulator"] = [],
    };

    public static TheoryData<string> Projects => [.. Names()];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_its_wall_lets_through(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} is a new wall: say here what it may reference.");

        Assert.Empty(References(project).Except(allowed, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_project_of_the_table_exists() =>
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), Names().Order(StringComparer.Ordinal));

    private static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension)
            .OfType<string>();

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(SourceTree.Root, "src", project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
