namespace Reconvene.Simulator.Control.Lives;

/// <summary>One recording, or one file of it.</summary>
public sealed record RecordingChange
{
    /// <summary>The UUID of the meeting instance.</summary>
    public required string Uuid { get; init; }

    /// <summary>The key of the file; the whole recording when null, the default.</summary>
    public string? File { get; init; }
}
