using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Zoom.Media;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Worlds;

/// <summary>What a caller has left.</summary>
internal sealed class Voicemail
{
    public required string Id { get; init; }

    public required string FileId { get; init; }

    public required PhoneCall Call { get; init; }

    public required DateTimeOffset LeftAt { get; init; }

    public required Speech Speech { get; init; }

    public required FileContent Content { get; init; }

    public PhoneTranscript Transcript { get; init; } = PhoneTranscript.Ready;

    public DateTimeOffset TranscriptReadyAt { get; init; }

    public bool IsRead { get; init; }

    public int Seconds => (int)Math.Ceiling(Speech.Duration.TotalSeconds);

    public string Text => string.Join(' ', Speech.Utterances.Select(said => said.Text));
}
