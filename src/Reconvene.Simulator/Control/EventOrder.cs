namespace Reconvene.Simulator.Control;

/// <summary>In which order events are sent.</summary>
public enum EventOrder
{
    /// <summary>As they happened.</summary>
    AsHappened,

    /// <summary>The last one first.</summary>
    Reversed,

    /// <summary>In an order drawn from the seed.</summary>
    Shuffled,
}
