using System.Text.Json.Serialization;

namespace Reconvene.Zoom.Meetings;

/// <summary>One stay of one person in a meeting that has ended. Who left and came again has several.</summary>
public sealed record ZoomParticipant
{
    /// <summary>The user's id; null or empty of who was not signed in.</summary>
    public string? Id { get; init; }

    /// <summary>The name that others saw.</summary>
    public string? Name { get; init; }

    /// <summary>Of this stay in this meeting alone.</summary>
    public string? UserId { get; init; }

    /// <summary>Of who had registered.</summary>
    public string? RegistrantId { get; init; }

    /// <summary>The e-mail address; null or empty of who is outside the account, with exceptions.</summary>
    [JsonPropertyName("user_email")]
    public string? Email { get; init; }

    /// <summary>When they came.</summary>
    [JsonPropertyName("join_time")]
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>When they left.</summary>
    [JsonPropertyName("leave_time")]
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Length of the stay in seconds; may be 0 shortly after the meeting.</summary>
    public int? Duration { get; init; }

    /// <summary><c>in_meeting</c>, <c>in_waiting_room</c>, or another word of Zoom's.</summary>
    public string? Status { get; init; }

    /// <summary>The id, and never name or address.</summary>
    public override string ToString() => $"ZoomParticipant {(string.IsNullOrEmpty(Id) ? "(guest)" : Id)}";
}
