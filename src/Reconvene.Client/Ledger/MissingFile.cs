namespace Reconvene.Client.Ledger;

/// <summary>A file that is neither held nor queued.</summary>
public sealed record MissingFile
{
    /// <summary>Its recording.</summary>
    public required long RecordingId { get; init; }

    /// <summary>The file.</summary>
    public required long FileId { get; init; }

    /// <summary>Zoom's format of it.</summary>
    public required string FileType { get; init; }

    /// <summary>Why it is missing.</summary>
    public required string Reason { get; init; }
}
