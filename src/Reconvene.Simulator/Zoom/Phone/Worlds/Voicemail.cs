namespace Reconvene.Simulator.Zoom.Phone.Worlds;

/// <summary>What a caller has left.</summary>
internal sealed class Voicemail : PhoneSound
{
    public bool IsRead { get; init; }

    public string Text => string.Join(' ', Speech.Utterances.Select(said => said.Text));
}
