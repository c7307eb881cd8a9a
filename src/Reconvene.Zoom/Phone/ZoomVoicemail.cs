using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconvene.Zoom.Phone;

/// <summary>A message that a caller left.</summary>
public sealed record ZoomVoicemail : IJsonOnDeserialized
{
    /// <summary>The voicemail.</summary>
    public required string Id { get; init; }

    /// <summary>The call.</summary>
    public string? CallId { get; init; }

    /// <summary>The part of the call by which Zoom finds it today.</summary>
    public string? CallElementId { get; init; }

    /// <summary>Who called, where Zoom knows a name.</summary>
    public string? CallerName { get; init; }

    /// <summary>From which number.</summary>
    public string? CallerNumber { get; init; }

    /// <summary>Who was called, where Zoom knows a name.</summary>
    public string? CalleeName { get; init; }

    /// <summary>At which number.</summary>
    public string? CalleeNumber { get; init; }

    /// <summary>When it was left.</summary>
    [JsonPropertyName("date_time")]
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Length in seconds.</summary>
    [JsonPropertyName("duration")]
    public int? DurationSeconds { get; init; }

    /// <summary><c>read</c> or <c>unread</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Whose it is; only lists say.</summary>
    public ZoomPhoneOwner? Owner { get; init; }

    /// <summary>Where to fetch the sound (MP3), with the access token.</summary>
    public Uri? DownloadUrl { get; init; }

    /// <summary>What was understood of it; lists do not say.</summary>
    public ZoomVoicemailTranscription? Transcription { get; init; }

    /// <summary>When it went to the trash; null when it is not there.</summary>
    [JsonPropertyName("deleted_time")]
    public DateTimeOffset? TrashedAt { get; init; }

    /// <summary>The id, and nobody's name or number.</summary>
    public override string ToString() => $"ZoomVoicemail {Id}";

    /// <inheritdoc/>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (string.IsNullOrWhiteSpace(Id))
        {
            throw new JsonException("A voicemail has an empty id.");
        }
    }
}
