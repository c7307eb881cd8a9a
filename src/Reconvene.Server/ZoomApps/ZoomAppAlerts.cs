using System.Globalization;

namespace Reconvene.Server.ZoomApps;

/// <summary>What a person should see about an app.</summary>
internal static class ZoomAppAlerts
{
    /// <summary>No events come; it ends with the next one.</summary>
    public const string SilentWebhooks = "webhooks.silent";

    public static string Subject(ZoomAppId app) => string.Create(CultureInfo.InvariantCulture, $"zoom_app:{app.Value}");
}
