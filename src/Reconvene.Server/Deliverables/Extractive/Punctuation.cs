namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>What a transcript marks. Where a mark is used, its absence means something.</summary>
/// <param name="EndsSentences">Most sentences are whole.</param>
/// <param name="AsksWithMarks">Questions end with theirs.</param>
internal sealed record Punctuation(bool EndsSentences, bool AsksWithMarks)
{
    private const int FewestWords = 4;

    public static Punctuation Of(IReadOnlyList<Sentence> sentences)
    {
        var told = sentences.Where(sentence => sentence.WordCount >= FewestWords).ToList();
        return new(
            told.Count(sentence => sentence.IsWhole) * 2 >= told.Count,
            sentences.Count(sentence => sentence.Text.EndsWith('?')) >= 2);
    }
}
