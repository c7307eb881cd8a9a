namespace Reconvene.Simulator.Control.Worlds;

/// <summary>How much there is in the main account.</summary>
public enum WorldKind
{
    /// <summary>A handful of people and recordings, each of which is told in the README.</summary>
    Small,

    /// <summary>Dozens of people with thousands of recordings over years.</summary>
    Large,
}
