using System.Runtime.CompilerServices;

namespace Reconvene.Tests;

/// <summary>A text on record. After a wanted change, run the test with RECONVENE_WRITE_SNAPSHOTS=1 and look at the difference.</summary>
internal static class Snapshot
{
    public static void Check(string name, string actual, [CallerFilePath] string caller = "")
    {
        if (Environment.GetEnvironmentVariable("RECONVENE_WRITE_SNAPSHOTS") is "1")
        {
            var folder = Path.GetDirectoryName(caller)!;
            while (!Directory.Exists(Path.Combine(folder, "Snapshots")))
            {
                folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("There is no Snapshots folder above the test.");
            }

            File.WriteAllText(Path.Combine(folder, "Snapshots", name), actual);
            return;
        }

        var path = Path.Combine(AppContext.BaseDirectory, "Snapshots", name);
        Assert.True(File.Exists(path), $"Snapshots/{name} does not exist: run this test with RECONVENE_WRITE_SNAPSHOTS=1.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
