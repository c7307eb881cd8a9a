using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Zoom.Downloads;

/// <summary>A download broke while it was read. A stream can say so only by throwing.</summary>
[SuppressMessage("Roslynator", "RCS1194", Justification = "It always carries its failure.")]
public sealed class DownloadBrokenException : IOException
{
    /// <summary>Wraps a failure.</summary>
    public DownloadBrokenException(ZoomFailure failure)
        : base(failure?.Reason)
    {
        ArgumentNullException.ThrowIfNull(failure);
        Failure = failure;
    }

    /// <summary>Why, and whether waiting helps.</summary>
    public ZoomFailure Failure { get; }
}
