using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Zoom.Media;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Worlds;

/// <summary>What was recorded of a call, or one stretch of it.</summary>
internal sealed class PhoneRecording
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>What the download address ends with; not the id.</summary>
    public required string FileId { get; init; }

    public required PhoneCall Call { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required Speech Speech { get; init; }

    public required FileContent Content { get; init; }

    /// <summary>OnDemand or Automatic.</summary>
    public required string Type { get; init; }

    public PhoneTranscript Transcript { get; init; } = PhoneTranscript.Ready;

    /// <summary>Until then the transcript is still being made.</summary>
    public DateTimeOffset TranscriptReadyAt { get; init; }

    public bool AutoDeletes { get; set; } = true;

    public DateTimeOffset? TrashedAt { get; set; }

    public int Seconds => (int)Math.Ceiling(Speech.Duration.TotalSeconds);

    public DateTimeOffset EndsAt => StartsAt.AddSeconds(Seconds);
}
