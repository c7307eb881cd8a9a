using Reconvene.Client.Recordings;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Recordings;

/// <summary>
/// Adds to recordings, for display, what rooms above have made of them. They bring it; this room does not name them.
/// </summary>
internal interface IRecordingPart
{
    Task<Func<RecordingView, RecordingView>> ReadAsync(
        TenantId tenant, IReadOnlyList<RecordingId> recordings, CancellationToken cancellation);
}
