using Reconvene.Client.Sources;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;

namespace Reconvene.Server.Sources;

/// <summary>A source as the sync sees it.</summary>
internal sealed record Source(
    SourceId Id, TenantId Tenant, string Name, ConnectionId Connection, ZoomSourceConfig Config, bool IsActive);
