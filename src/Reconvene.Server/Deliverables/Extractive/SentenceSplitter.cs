using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>
/// Divides what was said into sentences. Captions break where the breath does, so what one speaker goes on saying is
/// put together first; each sentence remembers the segments its words stand in. What was written in the chat is not among them.
/// </summary>
internal sealed class SentenceSplitter(Vocabulary vocabulary)
{
    private const int MostWords = 70;
    private const string Closers = "\"')]»”’";
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    public IReadOnlyList<Sentence> Split(IReadOnlyList<Segment> segments)
    {
        var sentences = new List<Sentence>();
        var seams = new Seams(vocabulary, segments);
        var parts = new List<(Segment Segment, string Text)>();
        var words = 0;
        Segment? before = null;
        foreach (var segment in segments.Where(segment => !segment.IsChat))
        {
            if (before is not null && (segment.Speaker != before.Speaker || segment.Start - before.End > LongestPause || words > MostWords))
            {
                words = Close(sentences, parts, seams);
            }

            before = segment;
            foreach (var (text, ends) in Pieces(segment.Text))
            {
                parts.Add((segment, text));
                words += text.AsSpan().Count(' ') + 1;
                words = ends ? Close(sentences, parts, seams) : words;
            }
        }

        Close(sentences, parts, seams);
        return [.. sentences.Select(sentence => sentence with { IsWhole = sentence.IsWhole && !GoesOn(sentences, sentence) })];
    }

    /// <summary>"We want to know about women. Who were attacked.": the mark stands where the breath was, not where the sentence ends.</summary>
    private bool GoesOn(List<Sentence> sentences, Sentence sentence) =>
        IsContinuation(sentence)
        || (sentence.Index + 1 < sentences.Count && sentences[sentence.Index + 1] is var next
            && next.Speaker == sentence.Speaker && next.Start - sentence.End <= LongestPause && IsContinuation(next));

    private bool IsContinuation(Sentence sentence) =>
        !sentence.Text.EndsWith('?') && !vocabulary.Question.IsMatch(sentence.Folded)
        && (char.IsLower(sentence.Text[0]) || vocabulary.Continuations.Contains(SpokenWords.Folded(sentence.Text).First()));

    private int Close(List<Sentence> sentences, List<(Segment Segment, string Text)> parts, Seams seams)
    {
        if (parts.Count is 0)
        {
            return 0;
        }

        var whole = string.Join(' ', parts.Select(part => part.Text));
        var isWhole = whole.AsSpan().TrimEnd(Closers) is [.., '.' or '!' or '?' or '\u2026']
            && !parts.Skip(1).Any(part => seams.AreDoubtful(part.Text));
        var first = 0;
        var text = WithoutFillers(whole, out var cut);
        isWhole &= !IsCutOff(whole[..cut], text);
        // Segments that held only the empty words are not what the sentence rests on.
        for (; first < parts.Count - 1 && cut > parts[first].Text.Length; first++)
        {
            cut -= parts[first].Text.Length + 1;
        }

        var folded = SpokenWords.Folded(text).ToList();
        var stems = folded
            .Where(word => word.Length > 2 && !vocabulary.StopWords.Contains(word) && !char.IsDigit(word[0]))
            .Select(vocabulary.Stem)
            .ToList();
        var used = parts.Skip(first).Select(part => part.Segment).ToList();
        if (folded.Count > 0)
        {
            sentences.Add(new Sentence(
                sentences.Count,
                text,
                used[0].Speaker,
                used[0].Start,
                used[^1].End,
                [.. used.Select(segment => segment.Number).Distinct()],
                folded.Count,
                stems,
                isWhole));
        }

        parts.Clear();
        return 0;
    }

    /// <summary>"Um, so, you know" carries nothing; a sentence keeps its last two words whatever they are.</summary>
    private string WithoutFillers(string text, out int cut)
    {
        cut = 0;
        var ranges = SpokenWords.In(text).Take(8).ToList();
        for (var i = 0; i + 2 < ranges.Count && vocabulary.Fillers.Contains(SpokenWords.Fold(text[ranges[i]])); i++)
        {
            cut = ranges[i + 1].Start.Value;
        }

        var rest = text[cut..].Trim();
        return cut > 0 && char.IsLower(rest[0]) ? char.ToUpperInvariant(rest[0]) + rest[1..] : rest;
    }

    /// <summary>"And make sure that" had its "we need to" in the sentence before: without it, it would be an order.</summary>
    private bool IsCutOff(string fillers, string text) =>
        SpokenWords.Folded(fillers).LastOrDefault() is { } last && vocabulary.Joiners.Contains(last)
        && vocabulary.Verbs.Contains(SpokenWords.Folded(text).First());

    private IEnumerable<(string Text, bool Ends)> Pieces(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!EndsAt(text, start, at))
            {
                continue;
            }

            var end = at + 1;
            while (end < text.Length && Closers.Contains(text[end], StringComparison.Ordinal))
            {
                end++;
            }

            yield return (text[start..end].Trim(), true);
            start = end;
            at = end - 1;
        }

        var rest = text[start..].Trim();
        if (rest.Length > 0)
        {
            yield return (rest, false);
        }
    }

    private bool EndsAt(string text, int start, int at)
    {
        if (text[at] is not ('.' or '!' or '?' or '\u2026' or '\u3002' or '\uFF1F'))
        {
            return false;
        }

        if (text[at] is '\u3002' or '\uFF1F')
        {
            return true;
        }

        var next = at + 1;
        while (next < text.Length && Closers.Contains(text[next], StringComparison.Ordinal))
        {
            next++;
        }

        if (next < text.Length && !char.IsWhiteSpace(text[next]))
        {
            return false;
        }

        return text[at] is not '.' || !IsAbbreviation(text[start..at]);
    }

    private bool IsAbbreviation(string before)
    {
        var blank = before.LastIndexOf(' ');
        var word = SpokenWords.Fold(before[(blank + 1)..]).TrimStart('(', '"', '«');
        // A single capital is an initial.
        return vocabulary.Abbreviations.Contains(word)
            || (before.Length - blank is 2 && char.IsUpper(before[^1]) && before[^1] is not ('I' or 'Я'));
    }
}
