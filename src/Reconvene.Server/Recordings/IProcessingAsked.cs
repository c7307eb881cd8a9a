using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings;

/// <summary>What rooms above do when a person asks for recordings to be processed: in the same transaction, before the jobs are there.</summary>
internal interface IProcessingAsked
{
    Task RunAsync(Work work, TenantId tenant, IReadOnlyList<RecordingId> recordings, CancellationToken cancellation);
}
