namespace Reconvene.Simulator.Control.Limits;

/// <summary>How costly a call is, in Zoom's words. Each label has limits of its own.</summary>
public enum LimitLabel
{
    /// <summary><c>LIGHT</c>.</summary>
    Light,

    /// <summary><c>MEDIUM</c>.</summary>
    Medium,

    /// <summary><c>HEAVY</c>.</summary>
    Heavy,

    /// <summary><c>RESOURCE-INTENSIVE</c>, which is counted by the minute.</summary>
    ResourceIntensive,
}
