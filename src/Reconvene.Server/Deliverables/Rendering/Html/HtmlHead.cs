using System.Globalization;
using System.Text;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Branding;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Rendering.Html;

/// <summary>What stands before the document's own text: what browsers and programs read, brand, title and date.</summary>
internal sealed class HtmlHead(DeliverableDocument document, DeliverableDressing dressing, DeliverableLabels labels)
{
    public const string DefaultAuthor = "Reconvene";

    private const int LongTitle = 200;
    private const int LongestPageTitle = 120;

    public void Write(StringBuilder html)
    {
        var style = HtmlStyle.For(document, dressing);
        var moment = document.RecordedAt.UtcDateTime;
        var made = dressing.MadeAt.UtcDateTime;
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="{HtmlText.Encode(Wording.LanguageTag(document, labels))}">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{HtmlStyle.PolicyFor(style)}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <meta name="robots" content="noindex">
            <meta name="author" content="{HtmlText.Encode(dressing.Brand.Name ?? DefaultAuthor)}">
            <meta name="dcterms.created" content="{made:yyyy-MM-ddTHH:mm:ssZ}">
            <meta name="dcterms.modified" content="{made:yyyy-MM-ddTHH:mm:ssZ}">
            <title>{HtmlText.Encode(PlainText.Cut(PlainText.OneLine(document.Title), LongestPageTitle))}</title>
            <style>{style}</style>
            </head>
            <body>
            <main>
            <header>

            """);
        Brand(html);
        html.Append(CultureInfo.InvariantCulture, $"""
            <h1 dir="{HtmlText.Direction(document.Title)}"{(document.Title.Length > LongTitle ? " class=\"long\" tabindex=\"0\"" : "")}>{HtmlText.Encode(document.Title)}</h1>
            <p class="meta"><time datetime="{moment:yyyy-MM-ddTHH:mm:ssZ}">{HtmlText.Encode(Wording.Date(document.RecordedAt, labels))}</time> UTC · {Wording.Time(document.DurationMs)}</p>
            <p class="note">{HtmlText.Encode(document.MadeByNote)}{(labels.Dropped(document.DroppedClaims) is { } dropped ? $"<br>{HtmlText.Encode(dropped)}" : "")}</p>
            </header>

            """);
    }

    private void Brand(StringBuilder html)
    {
        var name = dressing.Brand.Name is { } said ? HtmlText.Encode(said) : null;
        if (dressing.Brand.Logo is { } logo)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"brand\"><img src=\"{Inline(logo)}\" alt=\"{name ?? HtmlText.Encode(labels.Logo)}\"></p>\n");
        }
        else if (name is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"brand\" dir=\"{HtmlText.Direction(name)}\">{name}</p>\n");
        }
    }

    private static string Inline(BrandLogo logo) => $"data:{logo.ContentType};base64,{Convert.ToBase64String(logo.Bytes)}";
}
