namespace Reconvene.Checks;

internal enum CheckState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Not there, and not needed: something optional is off.</summary>
    Off,

    /// <summary>Works, and a person should look soon.</summary>
    Warning,

    /// <summary>Keeps the server from working.</summary>
    Red,
}
