using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Recordings;

/// <summary>How recordings are fetched and kept. Section <c>Recordings</c>.</summary>
internal sealed class RecordingOptions
{
    private const long OneGibibyte = 1L << 30;

    /// <summary>
    /// Bytes of the disk that downloads leave free, for the database and the rest of the machine. 1 GiB by default; a
    /// download that would go below waits.
    /// </summary>
    [Range(0, long.MaxValue)]
    public long DiskReserveBytes { get; set; } = OneGibibyte;

    /// <summary>Files of one recording that are fetched at once. Two by default.</summary>
    [Range(1, 16)]
    public int ParallelFiles { get; set; } = 2;

    /// <summary>Largest file that is fetched, in bytes. 64 GiB by default.</summary>
    [Range(1, long.MaxValue)]
    public long LargestFileBytes { get; set; } = 64 * OneGibibyte;

    /// <summary>Largest text file (transcript, captions, chat) that is fetched, in bytes. 64 MiB by default.</summary>
    [Range(1, long.MaxValue)]
    public long LargestTextBytes { get; set; } = 64L << 20;

    /// <summary>Whether ffprobe, where it is installed, is asked for length and codecs of what is held. True by default.</summary>
    public bool ProbeMedia { get; set; } = true;

    /// <summary>
    /// Days within which every held file is read through once and compared with its checksum. 30 by default; 0 looks at
    /// none.
    /// </summary>
    [Range(0, 3650)]
    public int ScrubDays { get; set; } = 30;

    /// <summary>Bytes a second at most that are read for it. 20 MiB by default.</summary>
    [Range(1L << 16, long.MaxValue)]
    public long ScrubBytesPerSecond { get; set; } = 20L << 20;
}

[OptionsValidator]
internal sealed partial class RecordingOptionsValidator : IValidateOptions<RecordingOptions>;
