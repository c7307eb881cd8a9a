using Reconvene.Client.Alerts;
using Reconvene.Client.Connections;
using Reconvene.Client.Sources;

namespace Reconvene.Server.Pages.Home;

/// <summary>What a person comes to: their connections, with what was gathered through each.</summary>
/// <param name="Connections">In the order they were made.</param>
/// <param name="Alerts">What is open, the newest first.</param>
/// <param name="MayEdit">Whether the person may connect, and start a sync.</param>
/// <param name="Started">Name of the source whose sync was just asked for.</param>
/// <param name="IsDisconnected">Whether a connection was removed just now.</param>
internal sealed record HomeView(
    IReadOnlyList<HomeConnection> Connections, IReadOnlyList<AlertView> Alerts, bool MayEdit, string? Started, bool IsDisconnected);

/// <summary>One connection on the home page.</summary>
internal sealed record HomeConnection(
    CredentialView Connection, IReadOnlyList<SourceView> Sources, GatheredCount Gathered);
