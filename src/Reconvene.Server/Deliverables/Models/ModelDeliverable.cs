using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>Makes a deliverable of a model's draft: each claim that the transcript carries, with the segments that do.</summary>
internal sealed class ModelDeliverable(CheckClaims check, IReadOnlyList<Segment> segments, IReadOnlyList<string> sections)
{
    private const int MostItems = 20;

    private readonly List<Segment> _spoken = [.. segments.Where(segment => !segment.IsChat)];

    /// <summary>
    /// Null when nothing of the draft holds that a reader would look for: what every meeting has is missing, or all that was claimed.
    /// That a meeting has, say, no decisions is a document.
    /// </summary>
    /// <param name="draft">What the model wrote.</param>
    /// <param name="extractive">The same meeting without a model: what no model can know is taken from it.</param>
    /// <param name="model">Its name.</param>
    /// <param name="note">The same for a person.</param>
    /// <param name="language">Of the texts.</param>
    /// <param name="hasTopic">The meeting has a topic of its own, which is its title.</param>
    public DeliverableDocument? Make(
        Draft draft, DeliverableDocument extractive, string model, string note, string language, bool hasTopic)
    {
        var chapters = Chapters(Wanted(Section.Chapters, draft.Chapters));
        var document = extractive with
        {
            Title = !hasTopic && check.TitleOf(draft.Title, _spoken) is { } title ? Clean(title) : extractive.Title,
            Language = language,
            MadeBy = model,
            MadeByNote = note,
            Summary = Statements(Wanted(Section.Summary, draft.Summary)),
            KeyPoints = Statements(Wanted(Section.KeyPoints, draft.KeyPoints)),
            Decisions = Statements(Wanted(Section.Decisions, draft.Decisions)),
            ActionItems = [.. Wanted(Section.ActionItems, draft.ActionItems).Take(MostItems).Select(Task).OfType<DeliverableActionItem>()],
            Questions = Statements(Wanted(Section.Questions, draft.Questions)),
            Sentiment = [.. Wanted(Section.Sentiment, draft.Sentiment).Take(MostItems).Select(Sentiment).OfType<DeliverableSentiment>()],
            Chapters = chapters.Count > 0 ? chapters : extractive.Chapters,
        };
        return HoldsEnough(document, chapters.Count, Wanted(Section.Chapters, draft.Chapters).Count)
            ? document with { DroppedClaims = check.Dropped }
            : null;
    }

    private bool HoldsEnough(DeliverableDocument document, int chapters, int claimedChapters)
    {
        if (Has(Section.Summary) || Has(Section.KeyPoints))
        {
            return document.Summary.Count + document.KeyPoints.Count > 0;
        }

        var kept = document.Decisions.Count + document.ActionItems.Count + document.Questions.Count + document.Sentiment.Count + chapters;
        return kept > 0 || (check.Dropped is 0 && claimedChapters is 0);
    }

    private bool Has(string section) => sections.Contains(section, StringComparer.Ordinal);

    /// <summary>What was not asked for is not looked at.</summary>
    private IReadOnlyList<T> Wanted<T>(string section, IReadOnlyList<T> items) => Has(section) ? items : [];

    private List<DeliverableStatement> Statements(IReadOnlyList<DraftClaim> claims) =>
    [
        .. claims.Take(MostItems)
            .Select(claim => check.Carrying(claim) is { } carrying
                ? new DeliverableStatement
                {
                    Text = Clean(claim.Text),
                    Speaker = OnlyOne(carrying),
                    StartMs = StartOf(carrying),
                    Segments = Numbers(carrying),
                }
                : null)
            .OfType<DeliverableStatement>()
            .OrderBy(statement => statement.StartMs),
    ];

    private DeliverableActionItem? Task(DraftTask task) => check.Carrying(task) is { } carrying
        ? new DeliverableActionItem
        {
            Task = Clean(task.Text),
            Owner = check.OwnerIn(task.Owner, carrying),
            Due = check.SpokenIn(task.Due, carrying),
            Speaker = OnlyOne(carrying),
            StartMs = StartOf(carrying),
            Segments = Numbers(carrying),
        }
        : null;

    private DeliverableSentiment? Sentiment(DraftSentiment sentiment) =>
        sentiment.Tone is "positive" or "neutral" or "negative" or "mixed" && check.Carrying(sentiment) is { } carrying
            ? new DeliverableSentiment
            {
                Speaker = check.SpeakerIn(sentiment.Speaker, carrying),
                Tone = sentiment.Tone,
                Text = Clean(sentiment.Text),
                StartMs = StartOf(carrying),
                Segments = Numbers(carrying),
            }
            : null;

    /// <summary>In order, the first from the beginning, each to the next; one whose title was not spoken is left out.</summary>
    private List<DeliverableChapter> Chapters(IReadOnlyList<DraftChapter> drafts)
    {
        var places = Places(drafts);
        var chapters = new List<DeliverableChapter>();
        for (var i = 0; i < places.Count; i++)
        {
            var (from, to) = (i is 0 ? 0 : places[i].At, i + 1 < places.Count ? places[i + 1].At : _spoken.Count);
            var own = _spoken[from..to];
            if (check.TitleOf(places[i].Title, own) is { } title)
            {
                chapters.Add(new DeliverableChapter
                {
                    Title = Clean(title),
                    StartMs = (long)own[0].Start.TotalMilliseconds,
                    EndMs = (long)own.Max(segment => segment.End).TotalMilliseconds,
                    FirstSegment = own[0].Number,
                    LastSegment = own[^1].Number,
                });
            }
        }

        return chapters.Count is 0 || chapters[0].FirstSegment != _spoken[0].Number ? [] : chapters;
    }

    /// <summary>Where each chapter begins; one that begins nowhere is dropped.</summary>
    private List<(string Title, int At)> Places(IReadOnlyList<DraftChapter> drafts)
    {
        var places = new List<(string Title, int At)>();
        foreach (var draft in drafts.Take(MostItems))
        {
            var at = _spoken.FindIndex(segment => segment.Number == draft.FirstSegment);
            if (at < 0 || places.Exists(place => place.At == at))
            {
                check.DropTitle();
            }
            else
            {
                places.Add((draft.Title, at));
            }
        }

        return [.. places.OrderBy(place => place.At)];
    }

    private static string? OnlyOne(IReadOnlyList<Segment> carrying) =>
        carrying.Select(segment => segment.Speaker).Distinct(StringComparer.Ordinal).ToList() is [var speaker] ? speaker : null;

    private static long StartOf(IReadOnlyList<Segment> carrying) => (long)carrying[0].Start.TotalMilliseconds;

    private static int[] Numbers(IReadOnlyList<Segment> carrying) => [.. carrying.Select(segment => segment.Number)];

    private static string Clean(string text) => Transcripts.Vtt.PlainText.OneLine(text);
}
