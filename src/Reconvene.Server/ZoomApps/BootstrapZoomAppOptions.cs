namespace Reconvene.Server.ZoomApps;

/// <summary>The Zoom apps that the settings describe, in the section <c>Zoom</c>. All absent by default: no app is made.</summary>
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

    /// <summary>Account of a Server-to-Server app: with it, the app above is that one, and people consent to the other.</summary>
    public string? AccountId { get; set; }

    /// <summary>The app that people consent to, when it is another (<c>OAUTH_ZOOM_*</c>, <c>config/oauth_zoom.json</c>).</summary>
    public OAuthAppOptions OAuthApp { get; set; } = new();
}

/// <summary>The Zoom app that people consent to. Section <c>Zoom:OAuthApp</c>.</summary>
internal sealed class OAuthAppOptions
{
    /// <summary>Client id of the app.</summary>
    public string? ClientId { get; set; }

    /// <summary>Client secret of the app.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>OAuth redirect address, as entered at Zoom; <c>Zoom:RedirectUri</c> when absent.</summary>
    public string? RedirectUri { get; set; }
}
