using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Zoom.Media;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Worlds;

/// <summary>What was said on the phone and kept: a stretch of a call, or a voicemail.</summary>
internal abstract class PhoneSound
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>What the download address ends with; not the id.</summary>
    public required string FileId { get; init; }

    public required PhoneCall Call { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required Speech Speech { get; init; }

    public required FileContent Content { get; init; }

    public PhoneTranscript Transcript { get; init; } = PhoneTranscript.Ready;

    /// <summary>Until then the transcript is still being made.</summary>
    public DateTimeOffset TranscriptReadyAt { get; init; }

    public DateTimeOffset? TrashedAt { get; set; }

    public int Seconds => (int)Math.Ceiling(Speech.Duration.TotalSeconds);
}
