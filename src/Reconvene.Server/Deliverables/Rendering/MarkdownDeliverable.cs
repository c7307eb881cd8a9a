using System.Globalization;
using System.Text;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Transcripts.Formats;

namespace Reconvene.Server.Deliverables.Rendering;

/// <summary>The document as Markdown. Everything that was spoken or named is escaped; the only links are the dressing's.</summary>
internal sealed class MarkdownDeliverable(DeliverableDocument document, DeliverableDressing dressing)
{
    private readonly DeliverableLabels _labels = DeliverableLabels.For(document.Language);
    private readonly StringBuilder _text = new();

    public static string Render(DeliverableDocument document, DeliverableDressing dressing) =>
        new MarkdownDeliverable(document, dressing).Render();

    private string Render()
    {
        var date = document.RecordedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var brand = dressing.Brand.Name is { } name ? $"{MarkdownText.Escape(name)} · " : "";
        _text.Append(CultureInfo.InvariantCulture, $"# {MarkdownText.Escape(document.Title)}\n\n{brand}{date} UTC · {Wording.Time(document.DurationMs)}\n\n");
        _text.Append(CultureInfo.InvariantCulture, $"*{MarkdownText.Escape(document.MadeByNote)}*\n");
        if (_labels.Dropped(document.DroppedClaims) is { } dropped)
        {
            _text.Append(CultureInfo.InvariantCulture, $"\n*{MarkdownText.Escape(dropped)}*\n");
        }

        Summary();
        List(_labels.KeyPoints, document.KeyPoints, Statement);
        List(_labels.Decisions, document.Decisions, Statement);
        List(_labels.ActionItems, document.ActionItems, ActionItem);
        List(_labels.Questions, document.Questions, Statement);
        List(_labels.Sentiment, document.Sentiment, Sentiment);
        List(_labels.Chapters, document.Chapters, chapter => $"{Time(chapter.StartMs)} {MarkdownText.Escape(chapter.Title)}");
        List(_labels.Participants, document.Participants, Participant);
        return _text.ToString();
    }

    private void Summary()
    {
        if (Wording.LacksSummary(document))
        {
            _text.Append(CultureInfo.InvariantCulture, $"\n{_labels.NothingSaid}\n");
            return;
        }

        List(_labels.Summary, document.Summary, Statement);
    }

    private void List<T>(string heading, IReadOnlyList<T> items, Func<T, string> line)
    {
        if (items.Count is 0)
        {
            return;
        }

        _text.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n");
        foreach (var item in items)
        {
            _text.Append(CultureInfo.InvariantCulture, $"- {line(item)}\n");
        }
    }

    private string Statement(DeliverableStatement statement) =>
        $"{MarkdownText.Escape(statement.Text)} ({Said(statement.Speaker, statement.StartMs)})";

    private string ActionItem(DeliverableActionItem item)
    {
        var owner = item.Owner is null ? "" : $" · {_labels.Owner}: **{MarkdownText.Escape(item.Owner)}**";
        var due = item.Due is null ? "" : $" · {_labels.Due}: **{MarkdownText.Escape(item.Due)}**";
        return $"{MarkdownText.Escape(item.Task)} ({Said(item.Speaker, item.StartMs)}){owner}{due}";
    }

    private string Sentiment(DeliverableSentiment sentiment) =>
        $"**{MarkdownText.Escape(_labels.Tone(sentiment.Tone))}.** {MarkdownText.Escape(sentiment.Text)} ({Said(sentiment.Speaker, sentiment.StartMs)})";

    private string Participant(DeliverableParticipant person)
    {
        var there = Wording.Attendance(person, _labels) is { } attendance ? $" · {_labels.Attended}: {attendance}" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{MarkdownText.Escape(person.Name)}: {Wording.Percent(person)}% ({Wording.Time(person.TalkMs)}){there}");
    }

    private string Said(string? speaker, long startMs) =>
        speaker is null ? Time(startMs) : $"{MarkdownText.Escape(speaker)}, {Time(startMs)}";

    /// <summary>The time, leading to that second where someone can follow.</summary>
    private string Time(long startMs) =>
        dressing.AddressOf(startMs) is { } address ? $"[{Wording.Time(startMs)}]({address})" : $"`{Wording.Time(startMs)}`";
}
