using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconvene.Zoom.Phone;

/// <summary>What was recorded of a call of Zoom Phone, or one stretch of it: a call may have several recordings.</summary>
public sealed record ZoomPhoneRecording : IJsonOnDeserialized
{
    /// <summary>The recording.</summary>
    public required string Id { get; init; }

    /// <summary>The call; its recordings share it.</summary>
    public string? CallId { get; init; }

    /// <summary>The call in Zoom's call log, which ends in 2026.</summary>
    public string? CallLogId { get; init; }

    /// <summary>The call in Zoom's call history.</summary>
    public string? CallHistoryId { get; init; }

    /// <summary>The part of the call by which Zoom finds the recording today.</summary>
    public string? CallElementId { get; init; }

    /// <summary>Who called, where Zoom knows a name.</summary>
    public string? CallerName { get; init; }

    /// <summary>From which number.</summary>
    public string? CallerNumber { get; init; }

    /// <summary>Who was called, where Zoom knows a name.</summary>
    public string? CalleeName { get; init; }

    /// <summary>At which number.</summary>
    public string? CalleeNumber { get; init; }

    /// <summary><c>inbound</c> or <c>outbound</c>.</summary>
    public string? Direction { get; init; }

    /// <summary>When the recording began.</summary>
    [JsonPropertyName("date_time")]
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>When it ended; lists of a user do not say.</summary>
    [JsonPropertyName("end_time")]
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>Length in seconds.</summary>
    [JsonPropertyName("duration")]
    public int? DurationSeconds { get; init; }

    /// <summary><c>OnDemand</c> or <c>Automatic</c>; lists of a user do not say.</summary>
    public string? RecordingType { get; init; }

    /// <summary>Whose it is; lists of a user do not say.</summary>
    public ZoomPhoneOwner? Owner { get; init; }

    /// <summary>Where to fetch the sound (MP3), with the access token.</summary>
    public Uri? DownloadUrl { get; init; }

    /// <summary>Where to fetch the transcript (JSON), with the access token; null when none is announced.</summary>
    public Uri? TranscriptDownloadUrl { get; init; }

    /// <summary>When it went to the trash; null when it is not there.</summary>
    [JsonPropertyName("deleted_time")]
    public DateTimeOffset? TrashedAt { get; init; }

    /// <summary>The id, and nobody's name or number.</summary>
    public override string ToString() => $"ZoomPhoneRecording {Id}";

    /// <inheritdoc/>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (string.IsNullOrWhiteSpace(Id))
        {
            throw new JsonException("A phone recording has an empty id.");
        }
    }
}
