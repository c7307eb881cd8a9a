namespace Reconvene.Simulator.Control.Lives;

/// <summary>What is done with a recording.</summary>
public enum LifeAction
{
    /// <summary>Into the trash, where it stays for 30 days.</summary>
    Trash,

    /// <summary>Out of the trash again.</summary>
    Recover,

    /// <summary>Gone for good.</summary>
    Delete,
}
