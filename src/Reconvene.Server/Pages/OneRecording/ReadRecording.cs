using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Pages.OneRecording.Made;
using Reconvene.Server.Pages.OneRecording.Playing;
using Reconvene.Server.Pages.OneRecording.Said;
using Reconvene.Server.Recordings;
using Reconvene.Server.Transcripts.Recognition;

namespace Reconvene.Server.Pages.OneRecording;

/// <summary>Puts together what the page of a recording shows.</summary>
internal sealed class ReadRecording(
    RecordingQueries recordings, ReadSaid said, ReadMade made, RecognitionWishes wishes, IOptions<RecognitionOptions> recognition)
{
    /// <summary>Null when the tenant has no such recording.</summary>
    public async Task<OneRecordingView?> RunAsync(Caller caller, RecordingId id, bool isSound, CancellationToken cancellation)
    {
        if (await recordings.FindAsync(caller.Tenant, id, cancellation) is not { } recording)
        {
            return null;
        }

        var words = await said.RunAsync(caller.Tenant, id, cancellation);
        var played = PlayedParts.Of(recording.Files, isSound);
        var mayEdit = caller.Role is Role.Owner or Role.Editor;
        return new OneRecordingView(
            recording,
            played,
            words,
            words is null ? Silence.Of(recording, await wishes.DueAtAsync(caller.Tenant, id, cancellation)) : null,
            await made.RunAsync(caller.Tenant, id, cancellation),
            new RecordingRights(
                mayEdit,
                mayEdit && recognition.Value.IsOn && played.Parts.Count > 0,
                mayEdit && await wishes.IsAskedAsync(caller.Tenant, id, cancellation)))
        {
            IsSoundAsked = isSound && played.HasBoth,
        };
    }
}
