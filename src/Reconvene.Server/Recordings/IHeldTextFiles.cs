using Reconvene.Server.Accounts;

namespace Reconvene.Server.Recordings;

/// <summary>The text files of a recording that are on this server's disk, whole and verified.</summary>
internal interface IHeldTextFiles
{
    Task<IReadOnlyList<HeldTextFile>> ListAsync(TenantId tenant, long recordingId, CancellationToken cancellation);
}

/// <summary>One text file on the disk.</summary>
/// <param name="FileId">The recording file's row.</param>
/// <param name="Path">Where it is.</param>
/// <param name="RecordingStartAt">When this stretch of the recording began; null when Zoom did not say.</param>
/// <param name="Sha256">Of its bytes, in hexadecimal.</param>
internal sealed record HeldTextFile(long FileId, string Path, DateTimeOffset? RecordingStartAt, string Sha256)
{
    public HeldTextKind Kind { get; init; } = HeldTextKind.Transcript;
}
