namespace Reconvene.Zoom.Phone;

/// <summary>The transcript of a voicemail, as text.</summary>
public sealed record ZoomVoicemailTranscription
{
    private const int BeingMade = 1;
    private const int Made = 2;

    /// <summary>1 while Zoom makes it, 2 when it is there; 0 and all others mean that there is none.</summary>
    public int? Status { get; init; }

    /// <summary>What was said.</summary>
    public string? Content { get; init; }

    /// <summary>Zoom is at work on it.</summary>
    public bool IsBeingMade => Status is BeingMade;

    /// <summary>It is there.</summary>
    public bool IsMade => Status is Made && !string.IsNullOrWhiteSpace(Content);

    /// <summary>The state, and nothing that was said.</summary>
    public override string ToString() => $"ZoomVoicemailTranscription {Status}";
}
