namespace Reconvene.Server.Transcripts;

/// <summary>Where the words of a transcript come from.</summary>
internal static class TranscriptSource
{
    /// <summary>Zoom's own transcript.</summary>
    public const string Zoom = "zoom";

    /// <summary>Zoom's live captions.</summary>
    public const string Captions = "captions";

    /// <summary>Recognised here.</summary>
    public const string Recognised = "recognised";

    /// <summary>Of some stretches the one, of others the other.</summary>
    public const string Mixed = "mixed";
}
