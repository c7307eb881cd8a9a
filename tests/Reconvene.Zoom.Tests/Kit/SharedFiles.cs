namespace Reconvene.Zoom.Tests.Kit;

/// <summary>Finds Zoom's documents and samples beside the repository.</summary>
internal static class SharedFiles
{
    /// <summary>The folder with <c>samples</c>, <c>openapi</c> and <c>scopes</c>; null when it is not there.</summary>
    public static string? Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root!, .. parts]);

    public static byte[] Read(params string[] parts) => File.ReadAllBytes(PathOf(parts));

    public static IEnumerable<string> In(params string[] folder) =>
        Directory.EnumerateFiles(PathOf(folder), "*.json").Order(StringComparer.Ordinal);

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("RECONVENE_SHARED");
        if (named is not null)
        {
            return Usable(named);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("Reconvene.slnx").Any())
            {
                return folder.Parent is { } beside ? Usable(Path.Combine(beside.FullName, "shared")) : null;
            }
        }

        return null;
    }

    private static string? Usable(string folder)
    {
        var zoom = Path.Combine(folder, "zoom");
        return Directory.Exists(Path.Combine(zoom, "samples")) ? zoom : null;
    }
}
