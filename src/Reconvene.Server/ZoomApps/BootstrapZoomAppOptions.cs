namespace Reconvene.Server.ZoomApps;

/// <summary>The Zoom app that the settings describe, in the section <c>Zoom</c>. All absent by default: no app is made.</summary>
internal sealed class BootstrapZoomAppOptions
{
    /// <summary>Client id of the app. Without it the app is known by its webhook secret alone.</summary>
    public string? ClientId { get; set; }

    /// <summary>Client secret of the app.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Webhook secret token of the app.</summary>
    public string? WebhookSecret { get; set; }

    /// <summary>OAuth redirect address, as entered at Zoom.</summary>
    public string? RedirectUri { get; set; }
}
