namespace Reconvene.Client.Recordings;

/// <summary>A deliverable of a recording, in short.</summary>
public sealed record RecordingDeliverable
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What made it.</summary>
    public required string MadeBy { get; init; }
}
