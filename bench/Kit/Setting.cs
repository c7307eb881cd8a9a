namespace Reconvene.Bench.Kit;

/// <summary>Where and how often is measured. The folder is removed at the end.</summary>
internal sealed class Setting : IDisposable
{
    public Setting(string? parent, int rounds)
    {
        Rounds = rounds;
        Folder = parent is null
            ? Directory.CreateTempSubdirectory("reconvene-bench-").FullName
            : Directory.CreateDirectory(Path.Combine(parent, $"reconvene-bench-{Environment.ProcessId}")).FullName;

        // The private PostgreSQL may run as another user, who must find its way through.
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
    }

    public int Rounds { get; }

    public string Folder { get; }

    /// <summary>A fresh, empty folder below.</summary>
    public string NewFolder(string name)
    {
        var path = Path.Combine(Folder, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        return Directory.CreateDirectory(path).FullName;
    }

    /// <summary>Tells the person who waits.</summary>
    public static void Say(string sentence) => Console.Error.WriteLine(sentence);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
