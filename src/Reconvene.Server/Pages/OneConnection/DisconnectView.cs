using Reconvene.Client.Connections;
using Reconvene.Server.Connections.Removal;

namespace Reconvene.Server.Pages.OneConnection;

/// <summary>A connection about to be removed, and what goes with it.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Use">What rests on it.</param>
/// <param name="IsUnconfirmed">Whether the form came without its confirmation.</param>
internal sealed record DisconnectView(CredentialView Connection, ConnectionUse Use, bool IsUnconfirmed = false);
