namespace Reconvene.Zoom.Downloads;

/// <summary>How many bytes may and must come.</summary>
/// <param name="OffsetBytes">Where the first byte belongs.</param>
/// <param name="TotalBytes">The size of the whole file, if announced or listed.</param>
/// <param name="MaxBytes">The most that the whole file may have.</param>
/// <param name="StallTimeout">How long may pass without a byte.</param>
internal sealed record DownloadLimits(long OffsetBytes, long? TotalBytes, long MaxBytes, TimeSpan StallTimeout)
{
    /// <summary>What is wrong after so many bytes; null when nothing is.</summary>
    public ZoomFailure? Breach(long received, bool ended)
    {
        var held = OffsetBytes + received;
        if (held > MaxBytes)
        {
            return DownloadFailures.TooLarge(MaxBytes);
        }

        if (TotalBytes is not { } total)
        {
            return null;
        }

        if (held > total)
        {
            return DownloadFailures.MoreThanAnnounced(total);
        }

        return ended && held < total ? DownloadFailures.Cut(held, total) : null;
    }
}
