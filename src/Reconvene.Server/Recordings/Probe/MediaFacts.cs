namespace Reconvene.Server.Recordings.Probe;

/// <summary>What a film or sound file says of itself, or why that could not be read.</summary>
/// <param name="Length">How long it plays.</param>
/// <param name="HasAudio">Whether there is something to hear.</param>
/// <param name="Codecs">Such as <c>h264,aac</c>.</param>
/// <param name="Reason">What was found instead; null when it could be read.</param>
internal sealed record MediaFacts(TimeSpan? Length, bool? HasAudio, string? Codecs, string? Reason)
{
    public static MediaFacts Unreadable(string reason) => new(null, null, null, reason);
}
