using Reconvene.Server.Accounts;

namespace Reconvene.Server.Connections.Tokens;

/// <summary>Whose token: a connection's own, or that of a sub-account which its master account reads.</summary>
/// <param name="Tenant">The wall.</param>
/// <param name="Connection">The connection.</param>
/// <param name="SubAccount">Zoom's id of the sub-account; empty for the connection's own account.</param>
internal readonly record struct TokenKey(TenantId Tenant, ConnectionId Connection, string SubAccount = "");
