using System.Globalization;
using System.Text;
using Reconvene.Client.Deliverables;

namespace Reconvene.Server.Deliverables.Rendering.Html;

/// <summary>
/// The document as one HTML file without script, for screens and for paper. Every text from outside goes through
/// <see cref="HtmlText"/> and keeps its own direction; the only addresses are those of the dressing.
/// </summary>
internal sealed class HtmlDeliverable(DeliverableDocument document, DeliverableDressing dressing)
{
    private readonly DeliverableLabels _labels = DeliverableLabels.For(document.Language);
    private readonly StringBuilder _html = new();
    private int _sections;

    public static string Render(DeliverableDocument document, DeliverableDressing dressing) =>
        new HtmlDeliverable(document, dressing).Render();

    private string Render()
    {
        new HtmlHead(document, dressing, _labels).Write(_html);
        List("summary", _labels.Summary, document.Summary, Statement);
        if (Wording.LacksSummary(document))
        {
            _html.Append(CultureInfo.InvariantCulture, $"<p>{HtmlText.Encode(_labels.NothingSaid)}</p>\n");
        }

        List("points", _labels.KeyPoints, document.KeyPoints, Statement);
        List("decisions", _labels.Decisions, document.Decisions, Statement);
        List("tasks", _labels.ActionItems, document.ActionItems, ActionItem);
        List("points", _labels.Questions, document.Questions, Statement);
        List("tones", _labels.Sentiment, document.Sentiment, Sentiment);
        List("chapters", _labels.Chapters, document.Chapters, Chapter);
        People();
        _html.Append("</main>\n</body>\n</html>\n");
        return _html.ToString();
    }

    private void List<T>(string style, string heading, IReadOnlyList<T> items, Func<T, int, string> item)
    {
        if (items.Count is 0)
        {
            return;
        }

        Open(heading);
        _html.Append(CultureInfo.InvariantCulture, $"<ul class=\"{style}\">\n");
        for (var i = 0; i < items.Count; i++)
        {
            _html.Append(item(items[i], i + 1)).Append('\n');
        }

        _html.Append("</ul>\n</section>\n");
    }

    private void Open(string heading)
    {
        _sections++;
        _html.Append(CultureInfo.InvariantCulture, $"<section aria-labelledby=\"s{_sections}\">\n<h2 id=\"s{_sections}\">{HtmlText.Encode(heading)}</h2>\n");
    }

    private string Statement(DeliverableStatement statement, int number) =>
        $"<li><p dir=\"{HtmlText.Direction(statement.Text)}\">{HtmlText.Encode(statement.Text)}</p>{Said(statement.Speaker, statement.StartMs)}</li>";

    private string ActionItem(DeliverableActionItem item, int number)
    {
        var owner = item.Owner is null ? "" : $"<span>{HtmlText.Encode(_labels.Owner)}: <b><bdi>{HtmlText.Encode(item.Owner)}</bdi></b></span> ";
        var due = item.Due is null ? "" : $"<span class=\"due\">{HtmlText.Encode(_labels.Due)}: <bdi>{HtmlText.Encode(item.Due)}</bdi></span>";
        var tags = owner.Length + due.Length is 0 ? "" : $"<p class=\"tags\">{owner}{due}</p>";
        return $"<li><p dir=\"{HtmlText.Direction(item.Task)}\">{HtmlText.Encode(item.Task)}</p>{Said(item.Speaker, item.StartMs)}{tags}</li>";
    }

    private string Sentiment(DeliverableSentiment sentiment, int number) =>
        $"<li><p dir=\"{HtmlText.Direction(sentiment.Text)}\"><b class=\"tone\">{HtmlText.Encode(_labels.Tone(sentiment.Tone))}.</b> {HtmlText.Encode(sentiment.Text)}</p>"
        + $"{Said(sentiment.Speaker, sentiment.StartMs)}</li>";

    private string Chapter(DeliverableChapter chapter, int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"<li id=\"c{number}\">{Moment(chapter.StartMs, dressing.AddressOf(chapter.StartMs))} <span dir=\"{HtmlText.Direction(chapter.Title)}\">{HtmlText.Encode(chapter.Title)}</span></li>");

    private void People()
    {
        if (document.Participants.Count is 0)
        {
            return;
        }

        var attended = Wording.IsAttendanceKnown(document);
        Open(_labels.Participants);
        _html.Append(CultureInfo.InvariantCulture, $"""
            <table class="people">
            <caption>{HtmlText.Encode(_labels.TalkNote)}</caption>
            <thead><tr><th scope="col">{HtmlText.Encode(_labels.Name)}</th><th scope="col">{HtmlText.Encode(_labels.Talk)}</th>{(attended ? $"<th scope=\"col\">{HtmlText.Encode(_labels.Attended)}</th>" : "")}</tr></thead>
            <tbody>

            """);
        foreach (var person in document.Participants)
        {
            var there = attended ? $"<td class=\"there\">{HtmlText.Encode(Wording.Attendance(person, _labels) ?? "—")}</td>" : "";
            _html.Append(CultureInfo.InvariantCulture, $"""
                <tr><th scope="row"><bdi>{HtmlText.Encode(person.Name)}</bdi></th><td><span class="bar"><span class="w{Wording.Percent(person)}"></span></span><span class="t">{Wording.Talk(person)}</span></td>{there}</tr>

                """);
        }

        _html.Append("</tbody>\n</table>\n</section>\n");
    }

    /// <summary>Who said it and when; the time leads to that second, or else to the chapter it stands in.</summary>
    private string Said(string? speaker, long startMs)
    {
        var chapter = document.Chapters.Count(item => item.StartMs <= startMs);
        var inside = chapter is 0 ? null : string.Create(CultureInfo.InvariantCulture, $"#c{chapter}");
        var time = Moment(startMs, dressing.AddressOf(startMs) ?? inside);
        return speaker is null ? $"<p class=\"by\">{time}</p>" : $"<p class=\"by\"><bdi>{HtmlText.Encode(speaker)}</bdi> · {time}</p>";
    }

    private static string Moment(long startMs, string? address) => address is null
        ? $"<span class=\"t\">{Wording.Time(startMs)}</span>"
        : $"<a class=\"t\" href=\"{HtmlText.Encode(address)}\">{Wording.Time(startMs)}</a>";
}
