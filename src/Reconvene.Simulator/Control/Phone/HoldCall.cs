namespace Reconvene.Simulator.Control.Phone;

/// <summary>A call to be held now. It has just ended, and its recording is ready.</summary>
public sealed record HoldCall
{
    /// <summary>Id or e-mail of the user it belongs to. The owner of the account by default.</summary>
    public string? User { get; init; }

    /// <summary>It belongs to the call queue of the account and not to a user. Off by default.</summary>
    public bool OfQueue { get; init; }

    /// <summary>The name of the other end. "John Doe" by default.</summary>
    public string OtherName { get; init; } = "John Doe";

    /// <summary>The number of the other end; any when null, the default.</summary>
    public string? OtherNumber { get; init; }

    /// <summary>Somebody called; else the user did. On by default.</summary>
    public bool Inbound { get; init; } = true;

    /// <summary>The conversation, such as <c>interview.en</c>. That one by default.</summary>
    public string Dialogue { get; init; } = "interview.en";

    /// <summary>How many recordings the call has, all told in one event. One by default.</summary>
    public int Recordings { get; init; } = 1;

    /// <summary>The recordings were started by hand. Off by default.</summary>
    public bool OnDemand { get; init; }

    /// <summary>What becomes of the transcripts. They are made, by default.</summary>
    public PhoneTranscript Transcript { get; init; } = PhoneTranscript.Ready;

    /// <summary>How much later they are ready, by the simulator's clock. At once when null, the default.</summary>
    public TimeSpan? TranscriptAfter { get; init; }

    /// <summary>Sends <c>phone.recording_completed</c> and <c>phone.recording_transcript_completed</c>. On by default.</summary>
    public bool SendWebhooks { get; init; } = true;

    /// <summary>How often each event is sent. Once by default.</summary>
    public int Copies { get; init; } = 1;
}
