namespace Reconvene.Simulator.Control.Phone;

/// <summary>A voicemail to be left now.</summary>
public sealed record LeaveVoicemail
{
    /// <summary>Id or e-mail of the user it is for. The owner of the account by default.</summary>
    public string? User { get; init; }

    /// <summary>It is for the call queue of the account and not for a user. Off by default.</summary>
    public bool OfQueue { get; init; }

    /// <summary>The name of the caller. "John Doe" by default.</summary>
    public string CallerName { get; init; } = "John Doe";

    /// <summary>The number of the caller; any when null, the default.</summary>
    public string? CallerNumber { get; init; }

    /// <summary>What the caller says. "Please call me back." by default.</summary>
    public string Text { get; init; } = "Please call me back.";

    /// <summary>What becomes of the transcript. It is made, by default.</summary>
    public PhoneTranscript Transcript { get; init; } = PhoneTranscript.Ready;

    /// <summary>How much later it is ready, by the simulator's clock. At once when null, the default.</summary>
    public TimeSpan? TranscriptAfter { get; init; }

    /// <summary>Sends <c>phone.voicemail_received</c> and <c>phone.voicemail_transcript_completed</c>. On by default.</summary>
    public bool SendWebhooks { get; init; } = true;
}
