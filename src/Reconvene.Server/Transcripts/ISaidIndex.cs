using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Transcripts;

/// <summary>Keeps what was said findable, in the transaction in which the transcript is kept.</summary>
internal interface ISaidIndex
{
    /// <summary>The transcript is new, or was put in the place of another one.</summary>
    Task AddAsync(
        Work work, TenantId tenant, RecordingId recording, TranscriptId transcript, IReadOnlyList<Segment> segments, CancellationToken cancellation);
}
