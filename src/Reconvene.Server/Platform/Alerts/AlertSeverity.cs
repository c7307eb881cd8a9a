namespace Reconvene.Server.Platform.Alerts;

/// <summary>How much it matters.</summary>
internal enum AlertSeverity
{
    Info,
    Warning,
    Error,
}
