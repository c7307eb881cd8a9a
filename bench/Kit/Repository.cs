namespace Reconvene.Bench.Kit;

/// <summary>Where the repository is, found from the built program upwards.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Reconvene.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The bench runs inside the repository: Reconvene.slnx was not found above the program.");
    }
}
