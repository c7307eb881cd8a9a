namespace Reconvene.Simulator.Control;

/// <summary>The two families of names that Zoom has for scopes.</summary>
public enum ScopeFamily
{
    /// <summary>Such as <c>cloud_recording:read:list_user_recordings</c>.</summary>
    Granular,

    /// <summary>Such as <c>recording:read</c>.</summary>
    Classic,
}
