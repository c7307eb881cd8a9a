using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Recordings;

/// <summary>The files of a recording in which its speech can be heard, whole and verified: by stretch, the best of each first.</summary>
internal interface IHeldSound
{
    Task<IReadOnlyList<HeldSoundFile>> ListAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation);
}

/// <summary>One file with sound.</summary>
/// <param name="FileId">The recording file's row.</param>
/// <param name="Path">Where it is.</param>
/// <param name="RecordingStartAt">When this stretch of the recording began; null when Zoom did not say.</param>
/// <param name="Sha256">Of its bytes, in hexadecimal.</param>
/// <param name="Length">How long it plays; null when nobody has looked.</param>
internal sealed record HeldSoundFile(long FileId, string Path, DateTimeOffset? RecordingStartAt, string Sha256, TimeSpan? Length)
{
    /// <summary>When this stretch ended; null when Zoom did not say.</summary>
    public DateTimeOffset? RecordingEndAt { get; init; }
}
