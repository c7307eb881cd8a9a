namespace Reconvene.Simulator.Control;

/// <summary>A recording file and the truth about its content.</summary>
public sealed class FileView
{
    private readonly Func<string> _sha256;

    internal FileView(Func<string> sha256) => _sha256 = sha256;

    /// <summary>What the control calls name it by; equal to Zoom's id where there is one.</summary>
    public required string Key { get; init; }

    /// <summary>Zoom's id; null for captions and timelines.</summary>
    public required string? Id { get; init; }

    /// <summary>The meeting instance it belongs to.</summary>
    public required string MeetingUuid { get; init; }

    /// <summary>Zoom's <c>file_type</c>.</summary>
    public required string FileType { get; init; }

    /// <summary>Zoom's <c>recording_type</c>; "" for the sound of one participant.</summary>
    public required string RecordingType { get; init; }

    /// <summary>When the recording of it began.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>Zoom is still making it.</summary>
    public required bool IsProcessing { get; init; }

    /// <summary>It is in the trash, alone or with its meeting.</summary>
    public required bool IsTrashed { get; init; }

    /// <summary>The true length.</summary>
    public required long LengthBytes { get; init; }

    /// <summary>The path of its download address.</summary>
    public required string DownloadPath { get; init; }

    /// <summary>The true checksum in lower-case hex, computed when first asked for.</summary>
    public string Sha256 => _sha256();
}
