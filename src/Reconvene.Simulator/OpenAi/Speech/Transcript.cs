namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>What was heard in an upload.</summary>
internal sealed record Transcript(IReadOnlyList<HeardSegment> Segments, TimeSpan Duration)
{
    public string Text => string.Join(' ', Segments.Select(segment => segment.Text));

    /// <summary>As OpenAI names it: <c>russian</c> for Cyrillic, <c>english</c> for all else.</summary>
    public string Language => Text.Any(letter => letter is >= 'А' and <= 'я') ? "russian" : "english";
}
