using System.Globalization;
using System.Text.Json.Serialization;

namespace Reconvene.Zoom.Recordings;

/// <summary>One video, sound, chat, caption or text file of a recording.</summary>
public sealed record ZoomRecordingFile
{
    /// <summary>Zoom's id; captions and timelines have none.</summary>
    public string? Id { get; init; }

    /// <summary>The format; empty while Zoom still processes the file.</summary>
    public RecordingFileType FileType { get; init; } = new(string.Empty);

    /// <summary>The file name's ending, such as <c>MP4</c>. Not always true: trust the content.</summary>
    public string? FileExtension { get; init; }

    /// <summary>What it shows; captions, timelines and participants' sound have none.</summary>
    public RecordingType? RecordingType { get; init; }

    /// <summary>Whether Zoom has finished it; captions and timelines have none.</summary>
    public RecordingFileStatus? Status { get; init; }

    /// <summary>The size that Zoom announces; null when it is missing or 0, which is not a promise of emptiness.</summary>
    [JsonPropertyName("file_size")]
    public long? SizeBytes
    {
        get;
        init => field = value is > 0 ? value : null;
    }

    /// <summary>Where to fetch it. Null while Zoom still processes it. A secret: never log it.</summary>
    public Uri? DownloadUrl { get; init; }

    /// <summary>Where a person may watch it.</summary>
    public Uri? PlayUrl { get; init; }

    /// <summary>A participant's sound: a name that holds theirs somewhere.</summary>
    public string? FileName { get; init; }

    /// <summary>Its first second.</summary>
    [JsonPropertyName("recording_start")]
    public DateTimeOffset? RecordingStartAt { get; init; }

    /// <summary>Its last second.</summary>
    [JsonPropertyName("recording_end")]
    public DateTimeOffset? RecordingEndAt { get; init; }

    /// <summary>When it went to the trash; only in listings of the trash.</summary>
    [JsonPropertyName("deleted_time")]
    public DateTimeOffset? TrashedAt { get; init; }

    /// <summary>
    /// What tells it from the other files of its recording: the id, else format, kind and first second. A recording
    /// that was stopped and begun again has the same formats and kinds at other seconds.
    /// </summary>
    [JsonIgnore]
    public string FileKey => !string.IsNullOrWhiteSpace(Id)
        ? Id
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{FileType}:{RecordingType}:{RecordingStartAt?.ToUnixTimeMilliseconds()}");

    /// <summary>Whether it can be fetched now: finished (or of a kind that has no state) and with an address.</summary>
    [JsonIgnore]
    public bool IsReady =>
        DownloadUrl is not null
        && FileType.Value is { Length: > 0 }
        && (Status is not { } status || status == RecordingFileStatus.Completed);

    /// <summary>Key and format, and never an address.</summary>
    public override string ToString() => $"ZoomRecordingFile {FileKey} {FileType}";
}
