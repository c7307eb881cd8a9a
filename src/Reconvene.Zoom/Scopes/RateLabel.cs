namespace Reconvene.Zoom.Scopes;

/// <summary>Zoom's rate label of an operation: which budget a call is taken from.</summary>
public enum RateLabel
{
    /// <summary>LIGHT.</summary>
    Light,

    /// <summary>MEDIUM.</summary>
    Medium,

    /// <summary>HEAVY.</summary>
    Heavy,

    /// <summary>RESOURCE-INTENSIVE.</summary>
    ResourceIntensive,
}
