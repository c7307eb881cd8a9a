using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Recordings.Scrub;

/// <summary>
/// Compares what is on the disk with what the row promises. Damage is what the disk itself says or shows: a file that is not
/// there, of another length or content, or that it fails to read. A server that has no descriptor or no right left to open it
/// has learned nothing of the file.
/// </summary>
internal sealed class VerifyFile(MediaFiles media, IOptions<RecordingOptions> options)
{
    private const int PieceBytes = 1 << 20;

    /// <summary>At first sight: whether it is there, and its size.</summary>
    public FileVerdict Glance(FileToVerify file)
    {
        try
        {
            return Look(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Judge(error);
        }
    }

    /// <summary>All of it is read, as fast as the disk can or no faster than a scrub may.</summary>
    public async Task<FileVerdict> ReadAsync(FileToVerify file, bool isInHurry, CancellationToken cancellation)
    {
        try
        {
            return Look(file) is not FileVerdict.Whole and var wrong
                ? wrong
                : await HashAsync(PathOf(file), isInHurry, cancellation) == file.Sha256
                    ? new FileVerdict.Whole()
                    : new FileVerdict.Damaged("The file was held and its content has changed on the disk.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Judge(error);
        }
    }

    internal static FileVerdict Judge(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => new FileVerdict.Damaged("The file was held and is gone from the disk."),
        IOException broken when DiskErrors.IsBroken(broken) => new FileVerdict.Damaged("The file was held, and the disk fails to read it."),
        _ => new FileVerdict.Unread(error.Message),
    };

    private FileVerdict Look(FileToVerify file)
    {
        // Asked for first: unlike Exists, it tells what is not there from what may not be looked at.
        var path = PathOf(file);
        _ = File.GetAttributes(path);
        var there = new FileInfo(path);
        return there switch
        {
            { LinkTarget: not null } => new FileVerdict.Damaged("The file was held, and in its place stands a link."),
            _ when there.Length != file.HeldBytes => new FileVerdict.Damaged(
                $"The file was held with {file.HeldBytes} bytes and has {there.Length} on the disk."),
            _ => new FileVerdict.Whole(),
        };
    }

    private async Task<string> HashAsync(string path, bool isInHurry, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var stream = new FileStream(
            path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        var piece = new byte[PieceBytes];

        // The disk's own time: a clock that a test holds still does not make it faster.
        var begun = TimeProvider.System.GetTimestamp();
        long done = 0;
        int read;
        while ((read = await stream.ReadAsync(piece, cancellation)) > 0)
        {
            hash.AppendData(piece, 0, read);
            done += read;
            var ahead = TimeSpan.FromSeconds((double)done / options.Value.ScrubBytesPerSecond) - TimeProvider.System.GetElapsedTime(begun);
            if (!isInHurry && ahead > TimeSpan.FromMilliseconds(20))
            {
                await Task.Delay(ahead, TimeProvider.System, cancellation);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string PathOf(FileToVerify file) =>
        media.PathOf(file.TenantId, file.RecordingId, file.Id, file.FileExtension);
}
