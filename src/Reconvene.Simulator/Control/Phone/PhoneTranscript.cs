namespace Reconvene.Simulator.Control.Phone;

/// <summary>What becomes of the transcript of a call or a voicemail.</summary>
public enum PhoneTranscript
{
    /// <summary>It is made, at once or later.</summary>
    Ready,

    /// <summary>There is none, and no address of one.</summary>
    None,

    /// <summary>It cannot be made: code 12000.</summary>
    Impossible,

    /// <summary>An admin has switched transcripts off: code 12001.</summary>
    Disabled,

    /// <summary>It was made and cannot be read: code 12003.</summary>
    Failed,
}
