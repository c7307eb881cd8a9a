using Reconvene.Zoom.Recordings;

namespace Reconvene.Zoom.Downloads;

/// <summary>What is known of a file before it is fetched.</summary>
/// <param name="FileType">Its format: decides which first bytes are right.</param>
/// <param name="ExpectedBytes">The size that Zoom listed; null when it listed none.</param>
/// <param name="MaxBytes">The most that may be received.</param>
public sealed record DownloadExpectations(RecordingFileType FileType, long? ExpectedBytes, long MaxBytes)
{
    /// <summary>How long may pass without a byte. A minute by default.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
