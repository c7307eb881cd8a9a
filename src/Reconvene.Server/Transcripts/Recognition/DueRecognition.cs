using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>A recording whose speech is to be recognised now.</summary>
internal sealed class DueRecognition
{
    public TenantId TenantId { get; init; }

    public RecordingId RecordingId { get; init; }

    public ConnectionId ConnectionId { get; init; }
}
