using Reconvene.Server.Accounts;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections;

/// <summary>What is on record of a connection's token.</summary>
internal sealed record ConnectionToken(
    TenantId Tenant,
    ConnectionId Connection,
    ZoomAppId App,
    string AccountId,
    bool NeedsReauth,
    string? Reason,
    ZoomToken? Token,
    long Version);
