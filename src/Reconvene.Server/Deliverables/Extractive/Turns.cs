namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>Who speaks after whom: what is asked, agreed and asked of others happens between people.</summary>
internal sealed class Turns
{
    private const int LongestAfterthought = 2;
    private static readonly TimeSpan NearBy = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan SoonAfter = TimeSpan.FromSeconds(20);

    private readonly IReadOnlyList<Sentence> _sentences;
    private readonly bool _isTold;

    public Turns(IReadOnlyList<Sentence> sentences)
    {
        _sentences = sentences;
        _isTold = sentences.Select(sentence => sentence.Speaker).OfType<string>().Distinct(StringComparer.Ordinal).Skip(1).Any();
    }

    /// <summary>Somebody else speaks soon before or after. Of a recording that names nobody, or one person, it cannot be told: yes.</summary>
    public bool IsAmongPeople(Sentence sentence) => !_isTold || sentence.Speaker is null || Around(sentence).Any(other => IsOther(sentence, other));

    /// <summary>The first words of another speaker, after at most an afterthought; null when the speaker goes on.</summary>
    public Sentence? AnswerTo(Sentence sentence)
    {
        for (var i = sentence.Index + 1; i < _sentences.Count && i <= sentence.Index + 1 + LongestAfterthought; i++)
        {
            if (_sentences[i].Start - sentence.End > SoonAfter)
            {
                return null;
            }

            if (IsOther(sentence, _sentences[i]))
            {
                return _sentences[i];
            }
        }

        return null;
    }

    /// <summary>Whether an answer could be told at all.</summary>
    public bool AreTold(Sentence sentence) => _isTold && sentence.Speaker is not null;

    private IEnumerable<Sentence> Around(Sentence sentence) => _sentences
        .Take(sentence.Index).Reverse().TakeWhile(other => sentence.Start - other.End <= NearBy)
        .Concat(_sentences.Skip(sentence.Index + 1).TakeWhile(other => other.Start - sentence.End <= NearBy));

    private static bool IsOther(Sentence sentence, Sentence other) => other.Speaker is not null && other.Speaker != sentence.Speaker;
}
