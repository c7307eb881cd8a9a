using Reconvene.Client.Alerts;
using Reconvene.Client.Connections;
using Reconvene.Client.Sources;
using Reconvene.Server.Pages.Home;

namespace Reconvene.Server.Pages.OneConnection;

/// <summary>A connection with all that rests on it.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Sources">What it takes recordings by.</param>
/// <param name="Gathered">How much came through it.</param>
/// <param name="Alerts">What is open about it.</param>
/// <param name="Rates">How much its Zoom account may still be asked.</param>
/// <param name="May">What the person may do here.</param>
internal sealed record OneConnectionView(
    CredentialView Connection,
    IReadOnlyList<SourceView> Sources,
    GatheredCount Gathered,
    IReadOnlyList<AlertView> Alerts,
    CredentialRates Rates,
    ConnectionRights May)
{
    /// <summary>What has just happened: the end of the words' name; null for nothing.</summary>
    public string? Said { get; init; }

    /// <summary>Name of the source whose sync was just asked for.</summary>
    public string? Started { get; init; }

    /// <summary>Whether a source takes everything already.</summary>
    public bool IsWhole => Sources.Any(AddWholeSource.IsWhole);
}

/// <summary>What a person may do with a connection.</summary>
internal sealed record ConnectionRights(bool Edit, bool Reconnect, bool Disconnect);
