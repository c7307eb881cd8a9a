using Reconvene.Zoom.Downloads;

namespace Reconvene.Server.Recordings.Download;

/// <summary>How a file goes on from what is on the disk, and only if what comes belongs to it.</summary>
internal static class Continuation
{
    /// <summary>Sent again and compared when Zoom gives no tag to continue by.</summary>
    private const long OverlapBytes = 64L << 10;

    /// <summary>Where to ask from; null for the beginning.</summary>
    public static ResumePoint? From(PartialFile partial, string? etag)
    {
        var from = etag is null ? Math.Max(0, partial.Bytes - OverlapBytes) : partial.Bytes;
        return from is 0 ? null : new ResumePoint(from, etag);
    }

    /// <summary>Puts the partial file to where the bytes begin. False when what is sent again differs from what is held.</summary>
    public static async Task<bool> TakeUpAsync(
        DownloadOutcome.Opened opened, PartialFile partial, CancellationToken cancellation)
    {
        var held = partial.Bytes;
        if (opened.OffsetBytes > held)
        {
            return false;
        }

        if (opened.OffsetBytes is 0)
        {
            await partial.StartAnewAsync();
            return true;
        }

        var tail = await partial.TailAsync(opened.OffsetBytes, held, cancellation);
        var again = new byte[tail.Length];
        var read = await opened.Content.ReadAtLeastAsync(again, again.Length, throwOnEndOfStream: false, cancellation);
        if (read < again.Length || !again.AsSpan().SequenceEqual(tail))
        {
            return false;
        }

        await partial.RehashAsync(held, cancellation);
        return true;
    }
}
