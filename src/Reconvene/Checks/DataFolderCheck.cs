namespace Reconvene.Checks;

/// <summary>The folder belongs to the server's user alone: 0700, and its files 0600.</summary>
internal sealed class DataFolderCheck(string path) : ICheck
{
    private const string Name = "data folder";
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public Task<CheckResult> RunAsync(CancellationToken cancellation) => Task.FromResult(Look());

    private CheckResult Look()
    {
        if (!Directory.Exists(path))
        {
            return new(Name, CheckState.Off, $"{path} does not exist yet.", "The first start makes it.");
        }

        if (OperatingSystem.IsWindows())
        {
            return new(Name, CheckState.Ok, path);
        }

        try
        {
            return Open() is { Count: > 0 } open
                ? new(Name, CheckState.Red, $"Others can read {string.Join(", ", open)}.", $"Run: chmod -R go-rwx '{path}'")
                : new(Name, CheckState.Ok, path);
        }
        catch (UnauthorizedAccessException)
        {
            return new(Name, CheckState.Red, $"{path} cannot be read by this user.", "Run as the user who serves, or give the folder to it.");
        }
    }

    private List<string> Open()
    {
        var secret = Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".key" or ".json" or ".lock");
        return [.. secret.Prepend(path).Where(entry => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(entry) & Others) is not UnixFileMode.None)];
    }
}
