namespace Reconvene.Simulator.Control;

/// <summary>A meeting to be held now. It has just ended, and its recording is ready.</summary>
public sealed record HoldMeeting
{
    /// <summary>The topic. "Ad-hoc meeting" by default.</summary>
    public string Topic { get; init; } = "Ad-hoc meeting";

    /// <summary>Id or e-mail of the host. The owner of the account by default.</summary>
    public string? Host { get; init; }

    /// <summary>The language spoken: <c>en</c> or <c>ru</c>. English by default.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The conversation, such as <c>weekly-1.en</c>; any of the language when null, the default.</summary>
    public string? Dialogue { get; init; }

    /// <summary>
    /// What is said, a line each as <c>Name: words</c> (<c>===</c> where the recording was stopped), in place of a conversation.
    /// None by default.
    /// </summary>
    public string? Words { get; init; }

    /// <summary>The transcript to the letter, as Zoom writes it (WebVTT), in place of a conversation. None by default.</summary>
    public string? Transcript { get; init; }

    /// <summary>Which files are recorded: video, audio, transcript, chat, timeline, captions. All but captions by default.</summary>
    public IReadOnlyList<string> Files { get; init; } = ["video", "audio", "transcript", "chat", "timeline"];

    /// <summary>The length of each video and sound file, in bytes; that of the true media when null, the default.</summary>
    public long? MediaBytes { get; init; }

    /// <summary>Zoom's type of the meeting. 2 by default; 5 is a webinar.</summary>
    public int Type { get; init; } = 2;

    /// <summary>The meeting number; a new one when null, the default.</summary>
    public long? Number { get; init; }

    /// <summary>The UUID of the instance; a new one when null, the default.</summary>
    public string? Uuid { get; init; }

    /// <summary>Writes speakers as voice tags in the transcript. Off by default.</summary>
    public bool VoiceTags { get; init; }

    /// <summary>Adds a sound file for each participant. Off by default.</summary>
    public bool ParticipantAudio { get; init; }

    /// <summary>Sends meeting.started, meeting.ended, recording.completed, recording.transcript_completed. On by default.</summary>
    public bool SendWebhooks { get; init; } = true;

    /// <summary>How much later the transcript is ready, by the simulator's clock. At once when null, the default.</summary>
    public TimeSpan? TranscriptAfter { get; init; }

    /// <summary>How often each event is sent. Once by default.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>In which order the events are sent. As they happened by default.</summary>
    public EventOrder Order { get; init; } = EventOrder.AsHappened;
}
