using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Recordings.Scrub;

/// <summary>Compares what is on the disk with what the row promises.</summary>
internal sealed class VerifyFile(MediaFiles media, IOptions<RecordingOptions> options)
{
    private const int PieceBytes = 1 << 20;

    /// <summary>What is wrong at first sight; null when its size is right.</summary>
    public string? Glance(FileToVerify file)
    {
        var there = new FileInfo(PathOf(file));
        return there switch
        {
            { Exists: false } => "The file was held and is gone from the disk.",
            { LinkTarget: not null } => "The file was held, and in its place stands a link.",
            _ when there.Length != file.HeldBytes => $"The file was held with {file.HeldBytes} bytes and has {there.Length} on the disk.",
            _ => null,
        };
    }

    /// <summary>What is wrong after reading all of it, no faster than allowed; null when it is whole.</summary>
    public async Task<string?> ReadAsync(FileToVerify file, CancellationToken cancellation)
    {
        if (Glance(file) is { } wrong)
        {
            return wrong;
        }

        try
        {
            return await HashAsync(PathOf(file), cancellation) == file.Sha256
                ? null
                : "The file was held and its content has changed on the disk.";
        }
        catch (IOException error)
        {
            return Glance(file) ?? $"The file was held and cannot be read from the disk: {error.Message}";
        }
    }

    private async Task<string> HashAsync(string path, CancellationToken cancellation)
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
            if (ahead > TimeSpan.FromMilliseconds(20))
            {
                await Task.Delay(ahead, TimeProvider.System, cancellation);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string PathOf(FileToVerify file) =>
        media.PathOf(file.TenantId, file.RecordingId, file.Id, file.FileExtension);
}
