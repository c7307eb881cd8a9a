namespace Reconvene.Client.Deliverables;

/// <summary>Someone who was there.</summary>
public sealed record DeliverableParticipant
{
    /// <summary>The name as the transcript has it, or as Zoom does for who never spoke.</summary>
    public required string Name { get; init; }

    /// <summary>How long, in milliseconds.</summary>
    public required long TalkMs { get; init; }

    /// <summary>Of all that was said, 0 to 100.</summary>
    public required int TalkPercent { get; init; }

    /// <summary>When they first came in; null when Zoom did not tell.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>When they left for the last time; null when Zoom did not tell.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>How long they were there, without the times between, in milliseconds; null when Zoom did not tell.</summary>
    public long? AttendedMs { get; init; }
}
