using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>Which stretches of a recording have still to be heard, each with the files in which that can be tried.</summary>
internal sealed class SoundToHear(
    IHeldTextFiles texts, IHeldSound sounds, RecognitionStore store, RecognitionWishes wishes, IOptions<RecognitionOptions> options)
{
    /// <summary>The stretches, in order of time.</summary>
    public async Task<SoundWanted> FindAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        var isForAll = options.Value.When is RecogniseWhen.Always || await wishes.IsAskedAsync(tenant, recording, cancellation);
        var written = isForAll ? [] : await WrittenAsync(tenant, recording, cancellation);
        var known = await store.HeadsAsync(tenant, recording, cancellation);
        var heard = known.Where(file => file.Failure is null).Select(file => file.RecordingStartAt).ToHashSet();
        var hopeless = known.Where(file => file.IsFinal).Select(file => (file.FileId, file.Sha256)).ToHashSet();
        return new SoundWanted(
            [
                .. (await sounds.ListAsync(tenant, recording, cancellation))
                    .Where(file => !written.Contains(file.RecordingStartAt) && !heard.Contains(file.RecordingStartAt) && !hopeless.Contains((file.FileId, file.Sha256)))
                    .GroupBy(file => file.RecordingStartAt)
                    .Select(stretch => stretch.ToList()),
            ],
            isForAll);
    }

    /// <summary>Stretches whose texts hold a word: an empty file says nothing.</summary>
    private async Task<HashSet<DateTimeOffset?>> WrittenAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        var written = new HashSet<DateTimeOffset?>();
        foreach (var file in (await texts.ListAsync(tenant, recording.Value, cancellation)).Where(Stretch.TellsSpeech))
        {
            if (!written.Contains(file.RecordingStartAt) && await ReadStretch.HoldsWordsAsync(file, cancellation))
            {
                written.Add(file.RecordingStartAt);
            }
        }

        return written;
    }
}

/// <summary>What has still to be heard.</summary>
/// <param name="Stretches">Of each the files that have its sound, the best one first.</param>
/// <param name="IsForAll">Zoom's texts are not waited for.</param>
internal sealed record SoundWanted(IReadOnlyList<IReadOnlyList<HeldSoundFile>> Stretches, bool IsForAll)
{
    /// <summary>When the last stretch ended, as far as Zoom says.</summary>
    public DateTimeOffset? EndedAt => Stretches.SelectMany(stretch => stretch).Max(file => file.RecordingEndAt ?? file.RecordingStartAt);
}
