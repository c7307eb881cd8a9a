using System.Globalization;
using System.Net;
using System.Text;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Transcripts.Formats;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Rendering;

/// <summary>
/// The document as one HTML file without script. Every text from outside goes through <see cref="Encode"/>, stands in
/// an element and never in an attribute, and keeps its own direction.
/// </summary>
internal sealed class HtmlDeliverable(DeliverableDocument document)
{
    private const int LongTitle = 200;
    private const int LongestPageTitle = 120;

    private readonly DeliverableLabels _labels = DeliverableLabels.For(document.Language);
    private readonly StringBuilder _html = new();

    public static string Render(DeliverableDocument document) => new HtmlDeliverable(document).Render();

    private string Render()
    {
        Head();
        Statements("summary", _labels.Summary, document.Summary);
        if (document.Summary.Count is 0)
        {
            _html.Append(CultureInfo.InvariantCulture, $"<p>{Encode(_labels.NothingSaid)}</p>\n");
        }

        Statements("points", _labels.KeyPoints, document.KeyPoints);
        Statements("decisions", _labels.Decisions, document.Decisions);
        Section("tasks", _labels.ActionItems, document.ActionItems, ActionItem);
        Statements("points", _labels.Questions, document.Questions);
        Chapters();
        Section("people", _labels.Participants, document.Participants, Participant);
        _html.Append("</main>\n</body>\n</html>\n");
        return _html.ToString();
    }

    private void Head()
    {
        var pageTitle = PlainText.Cut(PlainText.OneLine(document.Title), LongestPageTitle);
        var moment = document.RecordedAt.UtcDateTime;
        _html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="{_labels.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            <title>{Encode(pageTitle)}</title>
            <style>{HtmlStyle.Css}</style>
            </head>
            <body>
            <main>
            <header>
            <h1 dir="auto"{(document.Title.Length > LongTitle ? " class=\"long\"" : "")}>{Encode(document.Title)}</h1>
            <p class="meta"><time datetime="{moment:yyyy-MM-ddTHH:mm:ssZ}">{Encode(Date(moment))}</time> UTC · {Time(document.DurationMs)}</p>
            <p class="note">{Encode(document.MadeByNote)}</p>
            </header>

            """);
    }

    private void Statements(string style, string heading, IReadOnlyList<DeliverableStatement> statements) => Section(
        style,
        heading,
        statements,
        statement => $"<li><p dir=\"auto\">{Encode(statement.Text)}</p>{Said(statement.Speaker, statement.StartMs)}</li>");

    private void Section<T>(string style, string heading, IReadOnlyList<T> items, Func<T, string> item)
    {
        if (items.Count is 0)
        {
            return;
        }

        _html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{Encode(heading)}</h2>\n<ul class=\"{style}\">\n");
        foreach (var one in items)
        {
            _html.Append(item(one)).Append('\n');
        }

        _html.Append("</ul>\n</section>\n");
    }

    private string ActionItem(DeliverableActionItem item)
    {
        var owner = item.Owner is null ? "" : $"<span>{Encode(_labels.Owner)}: <b><bdi>{Encode(item.Owner)}</bdi></b></span>";
        var due = item.Due is null ? "" : $"<span class=\"due\">{Encode(_labels.Due)}: <bdi>{Encode(item.Due)}</bdi></span>";
        var tags = owner.Length + due.Length is 0 ? "" : $"<p class=\"tags\">{owner}{due}</p>";
        return $"<li><p dir=\"auto\">{Encode(item.Task)}</p>{Said(item.Speaker, item.StartMs)}{tags}</li>";
    }

    private void Chapters()
    {
        var number = 0;
        Section("chapters", _labels.Chapters, document.Chapters, chapter => string.Create(
            CultureInfo.InvariantCulture,
            $"<li id=\"c{++number}\"><span class=\"t\">{Time(chapter.StartMs)}</span><span dir=\"auto\">{Encode(chapter.Title)}</span></li>"));
    }

    private string Participant(DeliverableParticipant person) => string.Create(
        CultureInfo.InvariantCulture,
        $"<li><bdi>{Encode(person.Name)}</bdi><progress value=\"{person.TalkPercent}\" max=\"100\">{person.TalkPercent}%</progress><span class=\"t\">{person.TalkPercent}% · {Time(person.TalkMs)}</span></li>");

    /// <summary>Who said it and when; the time leads to the chapter it stands in.</summary>
    private string Said(string? speaker, long startMs)
    {
        var chapter = document.Chapters.Count(item => item.StartMs <= startMs);
        var time = chapter is 0
            ? $"<span class=\"t\">{Time(startMs)}</span>"
            : string.Create(CultureInfo.InvariantCulture, $"<a class=\"t\" href=\"#c{chapter}\">{Time(startMs)}</a>");
        return speaker is null ? $"<p class=\"by\">{time}</p>" : $"<p class=\"by\"><bdi>{Encode(speaker)}</bdi> · {time}</p>";
    }

    private string Date(DateTime moment) =>
        moment.ToString("d MMMM yyyy, HH:mm", CultureInfo.GetCultureInfo(_labels.Language));

    private static string Time(long milliseconds) => Clock.Short(TimeSpan.FromMilliseconds(milliseconds));

    private static string Encode(string text) => WebUtility.HtmlEncode(PlainText.OneLine(text));
}
