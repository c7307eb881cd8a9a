namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>A meeting to be put into the world.</summary>
internal sealed record MeetingPlan
{
    public required string Topic { get; init; }

    public required ZoomUser Host { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required IReadOnlyList<Speech> Stretches { get; init; }

    public IReadOnlyList<FileKind> Kinds { get; init; } =
        [FileKind.Video, FileKind.Audio, FileKind.Transcript, FileKind.Chat, FileKind.Timeline];

    public int Type { get; init; } = 2;

    public long? Number { get; init; }

    public string? Uuid { get; init; }

    public bool VoiceTags { get; init; }

    public bool TypeAsNumber { get; init; }

    public bool WithParticipantAudio { get; init; }

    /// <summary>Length of each video and sound file; the true length of the media when null.</summary>
    public long? MediaBytes { get; init; }

    /// <summary>Given texts in place of made ones.</summary>
    public byte[]? TranscriptText { get; init; }

    public byte[]? ChatText { get; init; }
}
