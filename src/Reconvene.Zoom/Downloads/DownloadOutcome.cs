using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Zoom.Downloads;

/// <summary>What came of opening a download: one of the three nested outcomes, and nothing else.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The outcomes are the type; nesting closes the family.")]
public abstract record DownloadOutcome
{
    private DownloadOutcome()
    {
    }

    /// <summary>Bytes are coming.</summary>
    /// <param name="Content">
    /// The bytes; dispose it. Reading throws <see cref="DownloadBrokenException"/> when they are cut, stall, or are
    /// more than announced or allowed.
    /// </param>
    /// <param name="OffsetBytes">
    /// Where the first of them belongs. 0 although a resume was asked for means: the server sends all anew.
    /// </param>
    /// <param name="TotalBytes">The size of the whole file, if announced.</param>
    /// <param name="ETag">The tag to resume with; null if there is none that allows it.</param>
    /// <param name="ContentType">The media type, as told.</param>
    public sealed record Opened(Stream Content, long OffsetBytes, long? TotalBytes, string? ETag, string? ContentType)
        : DownloadOutcome;

    /// <summary>What is held cannot be continued: forget it and open from the beginning.</summary>
    /// <param name="Reason">Why, in a sentence.</param>
    public sealed record StartAnew(string Reason) : DownloadOutcome;

    /// <summary>There is nothing to read.</summary>
    /// <param name="Failure">Why, and whether waiting helps.</param>
    public sealed record Failed(ZoomFailure Failure) : DownloadOutcome;
}
