namespace Reconvene.Simulator.Control.Limits;

/// <summary>How a limit per second (or minute) is counted. Zoom does not say.</summary>
public enum LimitWindow
{
    /// <summary>From one full second to the next.</summary>
    Fixed,

    /// <summary>Over the second that has just passed.</summary>
    Sliding,
}
