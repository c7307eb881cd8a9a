using Reconvene.Client.Search;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Language;

namespace Reconvene.Server.Search;

/// <summary>A segment that holds words that were sought, as it is read.</summary>
internal sealed class FoundSegment
{
    public TranscriptId TranscriptId { get; init; }

    public int Number { get; init; }

    public long StartMs { get; init; }

    public long EndMs { get; init; }

    public string? Speaker { get; init; }

    public string Text { get; init; } = "";

    public bool IsChat { get; init; }

    public SearchHit ToHit(SearchQuestion question) => new()
    {
        Segment = Number,
        StartMs = StartMs,
        EndMs = EndMs,
        Speaker = Speaker,
        Text = Text,
        IsChat = IsChat,
        Highlights = [.. Highlights(question)],
    };

    /// <summary>In order, and none within another: a word with hyphens is lit whole, or else its parts.</summary>
    private IEnumerable<SearchHighlight> Highlights(SearchQuestion question)
    {
        var lit = 0;
        foreach (var word in SearchWords.In(Text).Where(word => question.Words.Any(sought => sought.Matches(word.Stem))))
        {
            var (start, length) = word.Place.GetOffsetAndLength(Text.Length);
            if (start >= lit)
            {
                lit = start + length;
                yield return new SearchHighlight { Start = start, Length = length };
            }
        }
    }
}
