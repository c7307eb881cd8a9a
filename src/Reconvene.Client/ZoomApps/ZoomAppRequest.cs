using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Client.ZoomApps;

/// <summary>A Zoom app to be known to the server. Secrets are sealed and never returned.</summary>
public sealed record ZoomAppRequest
{
    /// <summary>Last part of its webhook address: 1 to 64 of <c>a-z</c>, <c>0-9</c> and <c>-</c>; one for the whole server.</summary>
    public string? Name { get; init; }

    /// <summary>Client id, from the app's page at Zoom.</summary>
    public string? ClientId { get; init; }

    /// <summary>Client secret, from the app's page at Zoom. None by default.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>OAuth redirect address, as entered at Zoom. None by default.</summary>
    [SuppressMessage("Design", "CA1056", Justification = "Compared by Zoom as text, so kept as it was written.")]
    public string? RedirectUri { get; init; }

    /// <summary>Webhook secret tokens, at most 5: several while one is replaced. None by default.</summary>
    public IReadOnlyList<string>? WebhookSecrets { get; init; }

    /// <summary>The name, and nothing secret.</summary>
    public override string ToString() => $"ZoomAppRequest {Name}";
}
