using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Rendering;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Deliverables.Extractive;

/// <summary>
/// Makes a deliverable of sentences that were spoken, without a model: the same words in, the same document out. Each
/// statement is verbatim from the segments it cites.
/// </summary>
internal static class ExtractiveSummariser
{
    public const string MadeBy = "extractive";

    private const int MostKeyPoints = 8;
    private const int MostDecisions = 12;
    private const int MostTasks = 20;
    private const int MostQuestions = 10;
    private const double SaysTheSame = 0.7;

    public static DeliverableDocument Make(
        string topic, DateTimeOffset recordedAt, string language, IReadOnlyList<Segment> segments)
    {
        var vocabulary = Vocabulary.For(language);
        var sentences = new SentenceSplitter(vocabulary).Split(segments);
        var starts = ChapterFinder.Find(sentences);
        var titles = new ChapterTitles(vocabulary, sentences);
        var talk = Participants(segments);
        var punctuation = Punctuation.Of(sentences);
        var spoken = new Spoken(vocabulary, [.. talk.Select(person => person.Name)], sentences, punctuation);
        var chooser = new SentenceChooser(sentences, vocabulary, topic, starts, new StandsAlone(vocabulary, sentences, punctuation));

        var tasks = Unlike(sentences.Where(sentence => spoken.TaskOf(sentence) is not null), MostTasks);
        var decisions = Unlike(sentences.Where(spoken.IsDecision).Except(tasks), MostDecisions);
        chooser.Exclude(tasks);
        chooser.Exclude(decisions);
        var summary = chooser.Choose(SummaryLength(sentences.Count));
        var labels = DeliverableLabels.For(language);
        var title = topic.Trim();
        return new DeliverableDocument
        {
            Title = title.Length > 0 ? title : titles.Of(0, sentences.Count) ?? labels.Untitled,
            Language = language,
            MadeBy = MadeBy,
            MadeByNote = labels.MadeExtractive,
            RecordedAt = recordedAt,
            DurationMs = segments.Count is 0 ? 0 : (long)segments.Max(segment => segment.End).TotalMilliseconds,
            Summary = Statements(summary),
            KeyPoints = Statements(chooser.Choose(KeyPointCount(sentences.Count))),
            Decisions = Statements(decisions),
            ActionItems = [.. tasks.Select(sentence => ActionItem(sentence, spoken.TaskOf(sentence)!))],
            Questions = Statements(Unlike(sentences.Where(spoken.IsQuestionOfMatter), MostQuestions)),
            Chapters = Chapters(segments, sentences, starts, titles, labels),
            Participants = talk,
        };
    }

    private static int SummaryLength(int sentences) => Math.Clamp(3 + (sentences / 40), 3, 6);

    private static int KeyPointCount(int sentences) => Math.Clamp(sentences / 12, 0, MostKeyPoints);

    private static DeliverableStatement[] Statements(IEnumerable<Sentence> sentences) =>
        [.. sentences.Select(sentence => new DeliverableStatement
        {
            Text = sentence.Text,
            Speaker = sentence.Speaker,
            StartMs = (long)sentence.Start.TotalMilliseconds,
            Segments = sentence.Segments,
        })];

    private static DeliverableActionItem ActionItem(Sentence sentence, SpokenTask task) => new()
    {
        Task = sentence.Text,
        Owner = task.Owner,
        Due = task.Due,
        Speaker = sentence.Speaker,
        StartMs = (long)sentence.Start.TotalMilliseconds,
        Segments = sentence.Segments,
    };

    /// <summary>Of those that say the same, the first; of too many, the ones that say most, in order of time.</summary>
    private static List<Sentence> Unlike(IEnumerable<Sentence> sentences, int most)
    {
        var kept = new List<(Sentence Sentence, HashSet<string> Stems)>();
        foreach (var sentence in sentences)
        {
            var stems = sentence.Stems.ToHashSet(StringComparer.Ordinal);
            if (!kept.Exists(other => other.Stems.Count(stems.Contains) >= SaysTheSame * Math.Max(1, Math.Max(stems.Count, other.Stems.Count))))
            {
                kept.Add((sentence, stems));
            }
        }

        return [.. kept
            .OrderByDescending(item => Math.Min(item.Stems.Count, 8))
            .ThenBy(item => item.Sentence.Index)
            .Take(most)
            .Select(item => item.Sentence)
            .OrderBy(sentence => sentence.Index)];
    }

    private static DeliverableChapter[] Chapters(
        IReadOnlyList<Segment> segments, IReadOnlyList<Sentence> sentences, IReadOnlyList<int> starts, ChapterTitles titles, DeliverableLabels labels)
    {
        var chapters = new DeliverableChapter[starts.Count];
        for (var i = 0; i < starts.Count; i++)
        {
            var next = i + 1 < starts.Count ? starts[i + 1] : sentences.Count;
            var first = i is 0 ? 1 : sentences[starts[i]].Segments[0];
            var last = next < sentences.Count ? Math.Max(first, sentences[next].Segments[0] - 1) : segments.Count;
            chapters[i] = new DeliverableChapter
            {
                Title = titles.Of(starts[i], next) ?? labels.UntitledChapter,
                StartMs = (long)segments[first - 1].Start.TotalMilliseconds,
                EndMs = (long)segments[last - 1].End.TotalMilliseconds,
                FirstSegment = first,
                LastSegment = last,
            };
        }

        return chapters;
    }

    private static DeliverableParticipant[] Participants(IReadOnlyList<Segment> segments)
    {
        var talk = segments
            .Where(segment => segment is { Speaker: not null, IsChat: false })
            .GroupBy(segment => segment.Speaker!, StringComparer.Ordinal)
            .Select(group => (Name: group.Key, Ms: group.Sum(segment => (long)(segment.End - segment.Start).TotalMilliseconds)))
            .OrderByDescending(person => person.Ms)
            .ThenBy(person => person.Name, StringComparer.Ordinal)
            .ToList();
        var all = Math.Max(1, talk.Sum(person => person.Ms));
        return [.. talk.Select(person => new DeliverableParticipant
        {
            Name = person.Name,
            TalkMs = person.Ms,
            TalkPercent = (int)Math.Round(100.0 * person.Ms / all),
        })];
    }
}
