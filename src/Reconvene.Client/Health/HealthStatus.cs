namespace Reconvene.Client.Health;

/// <summary>How one thing is.</summary>
public enum HealthStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>The server works, and a person should look.</summary>
    Warning,

    /// <summary>The server cannot do its work.</summary>
    Error,
}
