using Reconvene.Client.Connections;

namespace Reconvene.Server.Pages.OneConnection;

/// <summary>A connection that is to be made good again.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="IsWrong">Whether the secret that was sent cannot be one.</param>
/// <param name="Refusal">Why no consent could be begun, in the words of the API.</param>
internal sealed record ReconnectView(CredentialView Connection, bool IsWrong = false, string? Refusal = null);
