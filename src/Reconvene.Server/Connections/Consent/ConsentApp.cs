using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Connections.Consent;

/// <summary>A Zoom app that people can consent to.</summary>
internal sealed class ConsentApp
{
    public ZoomAppId Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>As entered at Zoom; null for the usual one.</summary>
    public string? RedirectUri { get; init; }
}
