using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>One sentence as it was spoken.</summary>
/// <param name="Index">Place among the sentences of the meeting.</param>
/// <param name="Text">As spoken, without empty words at its beginning.</param>
/// <param name="Speaker">Null when nobody is named.</param>
/// <param name="Start">Of the segment it begins in.</param>
/// <param name="End">Of the segment it ends in.</param>
/// <param name="Segments">Numbers of the segments it rests on.</param>
/// <param name="WordCount">Of all its words.</param>
/// <param name="Stems">Of the words that carry meaning, in order.</param>
/// <param name="IsWhole">It begins and ends as sentences do, as far as the captions tell.</param>
internal sealed record Sentence(
    int Index,
    string Text,
    string? Speaker,
    TimeSpan Start,
    TimeSpan End,
    IReadOnlyList<int> Segments,
    int WordCount,
    IReadOnlyList<string> Stems,
    bool IsWhole)
{
    /// <summary>The text as phrases are looked for in it, of the same length.</summary>
    public string Folded { get; } = SpokenWords.Fold(Text);
}
