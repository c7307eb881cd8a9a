using Reconvene.Client.Connections;
using Reconvene.Client.Sources;

namespace Reconvene.Server.Pages.Home;

/// <summary>What a person comes to: their connections, with what was gathered through each.</summary>
/// <param name="Connections">In the order they were made.</param>
/// <param name="MayManage">Whether the person may connect and disconnect.</param>
/// <param name="MaySync">Whether the person may start a sync.</param>
/// <param name="Started">Name of the source whose sync was just asked for.</param>
internal sealed record HomeView(
    IReadOnlyList<HomeConnection> Connections, bool MayManage, bool MaySync, string? Started);

/// <summary>One connection on the home page.</summary>
internal sealed record HomeConnection(
    CredentialView Connection, IReadOnlyList<SourceView> Sources, GatheredCount Gathered);
