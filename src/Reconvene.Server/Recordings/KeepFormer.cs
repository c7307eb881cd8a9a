using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings;

/// <summary>
/// A new version of a held file cannot be had: the former one, which stays on the disk until a new one takes its name, is held
/// again with the size and the hash it had. Asked before files are put on record as missing.
/// </summary>
internal sealed class KeepFormer(MediaFiles media)
{
    /// <summary>How many files are held again.</summary>
    /// <param name="work">The caller's transaction.</param>
    /// <param name="tenant">Whose.</param>
    /// <param name="recording">Of which recording.</param>
    /// <param name="isMeant">Which of its files cannot be had.</param>
    /// <param name="reason">Why not.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<int> RunAsync(
        Work work, TenantId tenant, RecordingId recording, Func<FormerFile, bool> isMeant, string reason, CancellationToken cancellation)
    {
        var kept = 0;
        foreach (var file in (await RecordingStore.FormerAsync(work, tenant, recording, cancellation)).Where(isMeant))
        {
            var there = new FileInfo(media.PathOf(tenant, recording, file.Id, file.FileExtension));
            if (there.Exists && there.Length == file.HeldBytes
                && await RecordingStore.HoldFormerAsync(work, tenant, file.Id, reason, cancellation))
            {
                media.RemovePartial(tenant, recording, file.Id);
                kept++;
            }
        }

        return kept;
    }
}
