namespace Reconvene.Client.Alerts;

/// <summary>How much an alert matters.</summary>
public enum AlertSeverity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>A person should look.</summary>
    Warning,

    /// <summary>Something does not work until a person acts.</summary>
    Error,
}
