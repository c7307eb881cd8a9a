namespace Reconvene.Server.Tests.Webhooks;

/// <summary>Needs Zoom's sample events, in <c>shared</c> beside the repository; skipped visibly where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SamplesTheoryAttribute : TheoryAttribute
{
    private static readonly string[] Folders = ["webhooks", "events-official"];

    public SamplesTheoryAttribute()
    {
        if (!Files().Any())
        {
            Skip = "Zoom's sample events (../shared/zoom/samples) are not beside the repository.";
        }
    }

    public static IEnumerable<string> Files()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Reconvene.slnx")))
        {
            root = root.Parent;
        }

        var samples = Path.Combine(root?.Parent?.FullName ?? "", "shared", "zoom", "samples");
        return Folders
            .Select(folder => Path.Combine(samples, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal));
    }
}
