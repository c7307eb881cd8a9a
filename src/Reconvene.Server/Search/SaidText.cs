using Reconvene.Server.Transcripts.Language;

namespace Reconvene.Server.Search;

/// <summary>Gathers the terms of a transcript, segment by segment.</summary>
internal sealed class SaidText
{
    private readonly Dictionary<string, List<int>> _segments = new(StringComparer.Ordinal);
    private readonly HashSet<string> _beginnings = new(StringComparer.Ordinal);

    /// <summary>Where the words and the speakers stand.</summary>
    public SaidPlaces Places => SaidPlaces.Of(_segments);

    /// <summary>Every term once.</summary>
    public IEnumerable<string> Terms => _segments.Keys.Concat(_beginnings);

    public void Add(int segment, string? speaker, string text) =>
        Add(segment, speaker, SearchWords.In(text).Select(word => word.Stem));

    /// <summary>The same by its stems.</summary>
    public void Add(int segment, string? speaker, IEnumerable<string> stems)
    {
        if (speaker is not null)
        {
            Add(SaidTerm.Speaker(speaker), segment);
        }

        foreach (var stem in stems)
        {
            Add(SaidTerm.Word(stem), segment);
            for (var length = 1; length <= Math.Min(stem.Length, SaidTerm.LongestBeginning); length++)
            {
                _beginnings.Add(SaidTerm.Beginning(stem[..length]));
            }
        }
    }

    private void Add(string term, int segment)
    {
        if (!_segments.TryGetValue(term, out var segments))
        {
            _segments[term] = segments = [];
        }

        if (segments.Count is 0 || segments[^1] != segment)
        {
            segments.Add(segment);
        }
    }
}
