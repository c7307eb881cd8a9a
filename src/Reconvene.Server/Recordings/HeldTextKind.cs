namespace Reconvene.Server.Recordings;

/// <summary>What a text file tells of a recording.</summary>
internal enum HeldTextKind
{
    /// <summary>What was said, in WebVTT with speakers.</summary>
    Transcript,

    /// <summary>What was said, in JSON of Zoom Phone.</summary>
    PhoneTranscript,

    /// <summary>The live captions, in WebVTT and often without speakers.</summary>
    Captions,

    /// <summary>What was written during the meeting.</summary>
    Chat,

    /// <summary>Who spoke when, in JSON.</summary>
    Timeline,
}
