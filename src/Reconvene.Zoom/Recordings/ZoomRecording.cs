using System.Text.Json;
using System.Text.Json.Serialization;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Recordings;

/// <summary>All that was recorded of one meeting instance.</summary>
public sealed record ZoomRecording : IJsonOnDeserialized
{
    /// <summary>The instance.</summary>
    public required string Uuid { get; init; }

    /// <summary>The meeting's number.</summary>
    public long? Id { get; init; }

    /// <summary>The account.</summary>
    public string? AccountId { get; init; }

    /// <summary>The host's user id.</summary>
    public string? HostId { get; init; }

    /// <summary>The host's address, where Zoom gives it.</summary>
    public string? HostEmail { get; init; }

    /// <summary>The topic.</summary>
    public string? Topic { get; init; }

    /// <summary>The kind of meeting or webinar (1–9, 99, 100): a number in some answers and a text in others.</summary>
    public string? Type { get; init; }

    /// <summary>When the meeting began.</summary>
    [JsonPropertyName("start_time")]
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Length in minutes.</summary>
    [JsonPropertyName("duration")]
    public int? DurationMinutes { get; init; }

    /// <summary>IANA time zone.</summary>
    public string? Timezone { get; init; }

    /// <summary>Size of all files, with participants' sound.</summary>
    [JsonPropertyName("total_size")]
    public long? TotalSizeBytes { get; init; }

    /// <summary>How many files Zoom counts, with participants' sound.</summary>
    public int? RecordingCount { get; init; }

    /// <summary>Whether Zoom will delete it by itself.</summary>
    public bool? AutoDelete { get; init; }

    /// <summary>The day of it, as Zoom writes it (<c>yyyy-mm-dd</c>).</summary>
    public string? AutoDeleteDate { get; init; }

    /// <summary>Where people may watch it.</summary>
    public Uri? ShareUrl { get; init; }

    /// <summary>Put after a share or play address as <c>?pwd=</c>, it saves people the passcode.</summary>
    public Secret? RecordingPlayPasscode { get; init; }

    /// <summary>The passcode.</summary>
    public Secret? Password { get; init; }

    /// <summary>The token to fetch the files with, if it was asked for and the role may see it.</summary>
    public Secret? DownloadAccessToken { get; init; }

    /// <summary>The files.</summary>
    [JsonIgnore]
    public IReadOnlyList<ZoomRecordingFile> Files
    {
        get => FilesRead.Items;
        init => FilesRead = new TolerantList<ZoomRecordingFile>(value, []);
    }

    /// <summary>One sound file for each participant, if the host records so.</summary>
    [JsonIgnore]
    public IReadOnlyList<ZoomRecordingFile> ParticipantAudioFiles
    {
        get => ParticipantFilesRead.Items;
        init => ParticipantFilesRead = new TolerantList<ZoomRecordingFile>(value, []);
    }

    /// <summary>Files that could not be read, with their place below this recording.</summary>
    [JsonIgnore]
    public IReadOnlyList<ZoomUnreadable> Unreadable =>
    [
        .. FilesRead.UnreadableBelow("$.recording_files"),
        .. ParticipantFilesRead.UnreadableBelow("$.participant_audio_files"),
    ];

    [JsonInclude]
    [JsonPropertyName("recording_files")]
    internal TolerantList<ZoomRecordingFile> FilesRead { get; init; }

    [JsonInclude]
    [JsonPropertyName("participant_audio_files")]
    internal TolerantList<ZoomRecordingFile> ParticipantFilesRead { get; init; }

    /// <summary>The instance, and nothing said or secret.</summary>
    public override string ToString() => $"ZoomRecording {Uuid}";

    /// <inheritdoc/>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (string.IsNullOrWhiteSpace(Uuid))
        {
            throw new JsonException("A recording has an empty uuid.");
        }
    }
}
