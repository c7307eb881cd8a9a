using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Pipelines;

/// <summary>
/// A recording whose job was given up says so, and what can be done; its files that are not held are missing for that
/// reason. The next sync, or a person, takes it up again.
/// </summary>
internal sealed class LeaveRecording(RecordingStore store, KeepFormer former, MediaFiles media) : IGivenUp
{
    public async Task RunAsync(
        Work work, TenantId tenant, string subject, Failure failure, CancellationToken cancellation)
    {
        var id = RecordingSubject.Read(subject);
        var state = failure.Kind is FailureKind.CredentialRejected
            ? RecordingState.NeedsReauth
            : RecordingState.NeedsAttention;
        // A mark never reaches past the end of its file: what is gone is fetched anew, should the row stay after all.
        media.RemovePartials(tenant, id);
        await former.RunAsync(work, tenant, id, _ => true, failure.Reason, cancellation);
        await RecordingStore.MissRestAsync(work, tenant, id, failure.Reason, isGone: false, cancellation);
        await store.SetStateAsync(work, tenant, id, state, failure.Reason, cancellation);
    }
}
