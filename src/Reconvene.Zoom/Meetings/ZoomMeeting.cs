using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconvene.Zoom.Meetings;

/// <summary>A meeting as Zoom answers it; its values count, not those that were asked for.</summary>
public sealed record ZoomMeeting : IJsonOnDeserialized
{
    /// <summary>The meeting's number: more than 32 bits.</summary>
    public long? Id { get; init; }

    /// <summary>The instance.</summary>
    public string? Uuid { get; init; }

    /// <summary>The host's user id.</summary>
    public string? HostId { get; init; }

    /// <summary>The host's address, where Zoom gives it.</summary>
    public string? HostEmail { get; init; }

    /// <summary>The topic.</summary>
    public string? Topic { get; init; }

    /// <summary>The agenda.</summary>
    public string? Agenda { get; init; }

    /// <summary>1 instant, 2 scheduled, 3 and 8 recurring, 4 personal, 7 and 10 others.</summary>
    public int? Type { get; init; }

    /// <summary><c>waiting</c>, <c>started</c>, or a word we do not know.</summary>
    public string? Status { get; init; }

    /// <summary>The start.</summary>
    [JsonPropertyName("start_time")]
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Length in minutes, as planned.</summary>
    [JsonPropertyName("duration")]
    public int? DurationMinutes { get; init; }

    /// <summary>IANA time zone.</summary>
    public string? Timezone { get; init; }

    /// <summary>The public address to join.</summary>
    public Uri? JoinUrl { get; init; }

    /// <summary>The address to start it as the host: whoever has it is the host. It lives two hours.</summary>
    public Secret? StartUrl { get; init; }

    /// <summary>The passcode.</summary>
    public Secret? Password { get; init; }

    /// <summary>The number, and nothing that people wrote.</summary>
    public override string ToString() => $"ZoomMeeting {Id}";

    /// <inheritdoc/>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Id is not > 0)
        {
            throw new JsonException("A meeting has no number.");
        }
    }
}
