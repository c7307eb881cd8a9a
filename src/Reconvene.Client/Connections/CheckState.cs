namespace Reconvene.Client.Connections;

/// <summary>How one thing that a check looked at stands.</summary>
public enum CheckState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Works, and a person should look.</summary>
    Warning,

    /// <summary>Does not work.</summary>
    Error,

    /// <summary>Not there and not needed, or it could not be looked at.</summary>
    Off,
}
