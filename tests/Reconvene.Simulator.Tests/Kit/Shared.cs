namespace Reconvene.Simulator.Tests.Kit;

/// <summary>Zoom's documents and samples, in the folder <c>shared</c> beside the repository.</summary>
internal static class Shared
{
    public static string? Folder { get; } = Find();

    public static string Samples => Path.Combine(Folder!, "zoom", "samples");

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Reconvene.slnx")))
            {
                var shared = Path.Combine(at.Parent!.FullName, "shared");
                return Directory.Exists(shared) ? shared : null;
            }
        }

        return null;
    }
}
