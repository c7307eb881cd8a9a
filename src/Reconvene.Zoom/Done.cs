namespace Reconvene.Zoom;

/// <summary>The value of a call that answers nothing but "done".</summary>
public readonly record struct Done;
