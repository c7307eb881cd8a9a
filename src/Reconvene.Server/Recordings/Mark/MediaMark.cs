using System.Text;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Recordings.Mark;

/// <summary>
/// The file in the media folder that says which database it belongs to. Without it, the folder may be what a disk is
/// mounted over, or another database's: nothing is written, missed or removed there.
/// </summary>
internal sealed class MediaMark(DataFolder folder)
{
    public const string FileName = "installation.id";

    /// <summary>The name of this database; null until the storage is prepared.</summary>
    public string? Name { get; private set; }

    public string FilePath => Path.Combine(folder.MediaPath, FileName);

    public bool IsOurs => Look() is MediaPlace.Ours;

    /// <summary>This database is called so.</summary>
    public void Call(string name) => Name = name;

    public MediaPlace Look() => Read() switch
    {
        null => MediaPlace.Unmarked,
        { } name when name == Name => MediaPlace.Ours,
        _ => MediaPlace.Foreign,
    };

    /// <summary>Whole or not at all, and on the disk when this returns.</summary>
    public void Write()
    {
        var half = $"{FilePath}~";
        using (var file = new FileStream(half, DataFolder.OwnFile(FileMode.Create)))
        {
            file.Write(Encoding.UTF8.GetBytes($"{Name}\n"));
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }

        File.Move(half, FilePath, overwrite: true);
        DirectorySync.Flush(folder.MediaPath);
    }

    private string? Read()
    {
        try
        {
            return File.ReadAllText(FilePath).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
