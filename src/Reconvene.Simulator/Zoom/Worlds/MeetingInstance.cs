namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>One time that a meeting or webinar was held, and what was recorded of it.</summary>
internal sealed class MeetingInstance
{
    public required long Number { get; init; }

    public required string Uuid { get; init; }

    public required string Topic { get; set; }

    public required int Type { get; init; }

    public required ZoomUser Host { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required TimeSpan Length { get; init; }

    public required string Passcode { get; init; }

    public required string PlayPasscode { get; init; }

    /// <summary>Who spoke, in the order they began to.</summary>
    public IReadOnlyList<string> Speakers { get; init; } = [];

    /// <summary>Documents write the type as text, live answers as a number.</summary>
    public bool TypeAsNumber { get; init; }

    public List<RecordingFile> Files { get; } = [];

    public List<RecordingFile> ParticipantAudio { get; } = [];

    /// <summary>What is heard in its sound, one for each stretch, and for each participant whose sound is apart; none where nobody needs to know.</summary>
    public List<Speech> Speeches { get; } = [];

    public DateTimeOffset? TrashedAt { get; set; }

    public bool IsWebinar => Type is 5 or 6 or 9;

    public int Minutes => Math.Max(1, (int)Math.Ceiling(Length.TotalMinutes));

    public IEnumerable<RecordingFile> Everything => Files.Concat(ParticipantAudio);
}
