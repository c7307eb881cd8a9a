using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>
/// Where one caption goes over into the next without a mark, and the next begins with a capital that is no name's: whether one
/// sentence went on there or two met, nobody can tell. So what lies across is not taken for a whole sentence.
/// </summary>
internal sealed class Seams
{
    private readonly HashSet<string> _small;

    public Seams(Vocabulary vocabulary, IEnumerable<Segment> segments)
    {
        _small = [.. vocabulary.StopWords];
        foreach (var text in segments.Select(segment => segment.Text))
        {
            _small.UnionWith(SpokenWords.In(text).Where(word => char.IsLower(text[word.Start])).Select(word => SpokenWords.Fold(text[word])));
        }

        // The one word of speech that has its capital everywhere.
        _small.RemoveWhere(word => word is "i" || word.StartsWith("i'", StringComparison.Ordinal));
    }

    /// <summary>Whether the words after the seam may be a sentence of their own.</summary>
    public bool AreDoubtful(string after) => after.Length > 0 && char.IsUpper(after[0])
        && SpokenWords.In(after).Take(1).Any(word => _small.Contains(SpokenWords.Fold(after[word])));
}
