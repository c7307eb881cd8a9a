namespace Reconvene.Architecture.Tests;

/// <summary>The repository as it lies on disk: walls are read from sources and project files, since reflection omits what is unused.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file under a folder of the repository, without what builds leave behind.</summary>
    public static IEnumerable<SourceFile> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), path))
            .Where(file => !file.Name.Contains("/obj/", StringComparison.Ordinal) && !file.Name.Contains("/bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Name, StringComparer.Ordinal);

    public static string Read(string name) => File.ReadAllText(Path.Combine(Root, name));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Reconvene.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Reconvene.slnx stands in no folder above the tests.");
        }

        return folder;
    }
}
