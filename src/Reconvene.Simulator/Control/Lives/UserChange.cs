namespace Reconvene.Simulator.Control.Lives;

/// <summary>What becomes of a user.</summary>
public enum UserChange
{
    /// <summary>Active again; <c>user.activated</c>.</summary>
    Activate,

    /// <summary>Inactive; the recordings stay listed. <c>user.deactivated</c>.</summary>
    Deactivate,

    /// <summary>Gone with all recordings and consents; <c>user.deleted</c>.</summary>
    Delete,
}
