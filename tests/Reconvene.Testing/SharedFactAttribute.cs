using Xunit;

namespace Reconvene.Testing;

/// <summary>A test on real samples that stand beside the repository; skipped, and said so, where they do not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string file)
    {
        File = file;
        if (PathOf(file) is null)
        {
            Skip = $"The sample {file} does not stand in a folder 'shared' beside the repository.";
        }
    }

    public string File { get; }

    public static string? PathOf(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", file);
            if (System.IO.File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
