namespace Reconvene.Server.Platform.Files;

/// <summary>
/// Everything the server keeps on disk, for its own user alone (0700, files 0600). Names inside are ours: ids, never
/// what someone called a thing.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private FileStream? _claim;

    public DataFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    public string Path { get; }

    public string DatabasePath => System.IO.Path.Combine(Path, "reconvene.db");

    /// <summary>Files on their way in; each has an owner that finishes or removes it.</summary>
    public string TemporaryPath => System.IO.Path.Combine(Path, "tmp");

    public string MediaPath => System.IO.Path.Combine(Path, "media");

    /// <summary>No other server uses it: what stands there from before has no owner.</summary>
    public bool IsOursAlone => _claim is not null;

    /// <summary>Makes the folders. On SQLite one server at a time may use them; a second is refused.</summary>
    public void Claim(bool exclusively)
    {
        foreach (var folder in new[] { Path, TemporaryPath, MediaPath })
        {
            Make(folder);
        }

        if (!exclusively)
        {
            return;
        }

        ClaimOrRefuse();

        // Made by SQLite itself, it and the files beside it, which take its mode, would be as readable as the umask lets them.
        if (!File.Exists(DatabasePath))
        {
            new FileStream(DatabasePath, OwnFile(FileMode.CreateNew)).Dispose();
        }
    }

    private void ClaimOrRefuse()
    {
        try
        {
            _claim = new FileStream(System.IO.Path.Combine(Path, "server.lock"), OwnFile(FileMode.OpenOrCreate));
        }
        catch (IOException)
        {
            throw new StartRefusedException(
                $"Another Reconvene uses the data folder {Path}: SQLite serves one server; stop the other one, choose another --data, or move to PostgreSQL with --database.");
        }
    }

    /// <summary>Options for a file that only the server's user may read.</summary>
    public static FileStreamOptions OwnFile(FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows() && mode is FileMode.Create or FileMode.CreateNew or FileMode.OpenOrCreate)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    /// <summary>Makes a folder that only the server's user may enter.</summary>
    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => _claim?.Dispose();
}
