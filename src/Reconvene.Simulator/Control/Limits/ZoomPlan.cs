namespace Reconvene.Simulator.Control.Limits;

/// <summary>What an account pays for; its limits go by it.</summary>
public enum ZoomPlan
{
    /// <summary>Free: every label has a limit per day too. Zoom Phone is limited as on Pro, for want of figures.</summary>
    Free,

    /// <summary>Pro.</summary>
    Pro,

    /// <summary>Business and above.</summary>
    Business,
}
