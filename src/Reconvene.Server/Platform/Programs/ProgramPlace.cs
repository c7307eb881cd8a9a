namespace Reconvene.Server.Platform.Programs;

/// <summary>A folder in which outside programs read and write; gone when it is disposed of.</summary>
internal sealed class ProgramPlace(string path, Action remove) : IDisposable
{
    public string Path { get; } = path;

    /// <summary>Where a file of it is.</summary>
    public string Of(string fileName) => System.IO.Path.Combine(Path, fileName);

    /// <summary>Says that it is still worked in: one that has long been untouched is taken for left over.</summary>
    public void KeepAlive() => Directory.SetLastWriteTimeUtc(Path, TimeProvider.System.GetUtcNow().UtcDateTime);

    public void Dispose() => remove();
}
