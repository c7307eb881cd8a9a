namespace Reconvene.Simulator.Control;

/// <summary>A recording file and the truth about its content.</summary>
/// <param name="Key">What the control calls name it by; equal to Zoom's id where there is one.</param>
/// <param name="Id">Zoom's id; null for captions and timelines.</param>
/// <param name="MeetingUuid">The meeting instance it belongs to.</param>
/// <param name="FileType">Zoom's <c>file_type</c>.</param>
/// <param name="RecordingType">Zoom's <c>recording_type</c>.</param>
/// <param name="StartsAt">When the recording of it began.</param>
/// <param name="IsProcessing">Zoom is still making it.</param>
/// <param name="IsTrashed">It is in the trash, alone or with its meeting.</param>
/// <param name="LengthBytes">The true length.</param>
/// <param name="Sha256">The true checksum, in lower-case hex.</param>
/// <param name="DownloadPath">The path of its download address.</param>
public sealed record FileView(
    string Key,
    string? Id,
    string MeetingUuid,
    string FileType,
    string RecordingType,
    DateTimeOffset StartsAt,
    bool IsProcessing,
    bool IsTrashed,
    long LengthBytes,
    string Sha256,
    string DownloadPath);
