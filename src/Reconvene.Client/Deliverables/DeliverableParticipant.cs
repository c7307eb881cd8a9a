namespace Reconvene.Client.Deliverables;

/// <summary>Someone who spoke.</summary>
public sealed record DeliverableParticipant
{
    /// <summary>The name as the transcript has it.</summary>
    public required string Name { get; init; }

    /// <summary>How long, in milliseconds.</summary>
    public required long TalkMs { get; init; }

    /// <summary>Of all that was said, 0 to 100.</summary>
    public required int TalkPercent { get; init; }
}
