using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Branding;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Rendering.Docx;

/// <summary>The document for Word and its like, in styles that can be changed. The only addresses are the dressing's.</summary>
internal sealed class DocxDeliverable(DeliverableDocument document, DeliverableDressing dressing)
{
    private const string MainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private const string LogoId = "rIdLogo";
    private const int LongTitle = 120;
    private const int LongestRunningTitle = 64;

    private readonly DeliverableLabels _labels = DeliverableLabels.For(document.Language);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly Body _body = new();
    private MainDocumentPart _main = null!;

    public static byte[] Render(DeliverableDocument document, DeliverableDressing dressing)
    {
        using var file = new MemoryStream();
        using (var package = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            new DocxDeliverable(document, dressing).Write(package);
        }

        DocxFrame.TakeTheClockOut(file);
        return file.ToArray();
    }

    private void Write(WordprocessingDocument package)
    {
        var language = LanguageOf(Wording.LanguageTag(document, _labels));
        var title = PlainText.OneLine(document.Title);
        var shortTitle = title.Length > LongestRunningTitle ? $"{PlainText.Cut(title, LongestRunningTitle).TrimEnd()}…" : title;
        _main = package.AddNewPart<MainDocumentPart>(MainType, "rIdMain");
        _main.AddNewPart<StyleDefinitionsPart>("rIdStyles").Styles = DocxStyles.All(dressing.Brand.Colours, language);
        _main.AddNewPart<NumberingDefinitionsPart>("rIdNumbering").Numbering = DocxStyles.Numbering();
        _main.AddNewPart<DocumentSettingsPart>("rIdSettings").Settings = DocxFrame.Settings();
        DocxFrame.Describe(
            package.AddNewPart<CoreFilePropertiesPart>("rIdCore"), shortTitle, dressing.Brand.Name ?? "Reconvene", language, dressing.MadeAt);

        Head();
        Sections();
        _body.Append(DocxFrame.Section(_main, dressing.Brand.Name is { } brand ? $"{brand} · {shortTitle}" : shortTitle));
        _main.Document = new Document(_body);
    }

    /// <summary>Word's own names of the languages it is mostly used in; of any other the bare one is understood.</summary>
    private static string LanguageOf(string tag) => tag switch { "ru" => "ru-RU", "en" => "en-US", _ => tag };

    private void Head()
    {
        if (dressing.Brand.Logo is { } logo)
        {
            var part = _main.AddImagePart(logo.ContentType is BrandLogo.Png ? ImagePartType.Png : ImagePartType.Jpeg, LogoId);
            using var bytes = new MemoryStream(logo.Bytes);
            part.FeedData(bytes);
            Add(DocxStyles.Brand, "", DocxLogo.Run(logo, LogoId, dressing.Brand.Name ?? _labels.Logo));
        }
        else if (dressing.Brand.Name is { } name)
        {
            Add(DocxStyles.Brand, name, DocxText.Run(name));
        }

        var title = DocxText.Run(document.Title);
        if (document.Title.Length > LongTitle)
        {
            (title.RunProperties ??= new RunProperties()).FontSize = new FontSize { Val = "26" };
        }

        Add(DocxStyles.Title, document.Title, title);
        var length = Wording.Time(document.DurationMs);
        Add(DocxStyles.Subtitle, "", DocxText.Run($"{Wording.Date(document.RecordedAt, _labels)} UTC · {length}"));
        Add(DocxStyles.Note, "", DocxText.Run(document.MadeByNote));
        if (_labels.Dropped(document.DroppedClaims) is { } dropped)
        {
            Add(DocxStyles.Note, "", DocxText.Run(dropped));
        }
    }

    private void Sections()
    {
        List(_labels.Summary, document.Summary, Statement);
        if (Wording.LacksSummary(document))
        {
            Add(DocxStyles.Plain, "", DocxText.Run(_labels.NothingSaid));
        }

        List(_labels.KeyPoints, document.KeyPoints, Statement);
        List(_labels.Decisions, document.Decisions, Statement);
        List(_labels.ActionItems, document.ActionItems, ActionItem);
        List(_labels.Questions, document.Questions, Statement);
        List(_labels.Sentiment, document.Sentiment, one => Item(
            one.Text, [DocxText.Run($"{_labels.Tone(one.Tone)}.", DocxStyles.Tone), DocxText.Run(" "), DocxText.Run(one.Text), .. Said(one.Speaker, one.StartMs)]));
        var number = 0;
        List(_labels.Chapters, document.Chapters, chapter => Chapter(chapter, ++number));
        if (document.Participants.Count > 0)
        {
            Add(DocxStyles.Heading, "", DocxText.Run(_labels.Participants));
            Add(DocxStyles.Caption, "", DocxText.Run(_labels.TalkNote));
            _body.Append(DocxParticipants.Table(document, _labels));
        }
    }

    private void List<T>(string heading, IReadOnlyList<T> items, Func<T, Paragraph> item)
    {
        if (items.Count > 0)
        {
            Add(DocxStyles.Heading, "", DocxText.Run(heading));
            _body.Append(items.Select(item));
        }
    }

    private void Add(string style, string directedBy, Run run) => _body.Append(DocxText.Paragraph(style, directedBy, run));

    private Paragraph Statement(DeliverableStatement statement) =>
        Item(statement.Text, [DocxText.Run(statement.Text), .. Said(statement.Speaker, statement.StartMs)]);

    private Paragraph ActionItem(DeliverableActionItem item)
    {
        var content = new List<OpenXmlElement> { DocxText.Run(item.Task) };
        content.AddRange(Said(item.Speaker, item.StartMs));
        foreach (var (label, text) in new[] { (_labels.Owner, item.Owner), (_labels.Due, item.Due) })
        {
            if (text is not null)
            {
                content.Add(DocxText.Run($" · {label}: ", DocxStyles.Said));
                content.Add(DocxText.Run(text, DocxStyles.Said, isBold: true));
            }
        }

        return Item(item.Task, [.. content]);
    }

    private Paragraph Chapter(DeliverableChapter chapter, int number)
    {
        var id = number.ToString(CultureInfo.InvariantCulture);
        return Item(
            chapter.Title,
            [
                new BookmarkStart { Id = id, Name = $"c{id}" },
                Moment(chapter.StartMs, inside: null),
                DocxText.Run("  "),
                DocxText.Run(chapter.Title),
                new BookmarkEnd { Id = id },
            ]);
    }

    private static Paragraph Item(string directedBy, OpenXmlElement[] content) => DocxText.Paragraph(DocxStyles.Bullet, directedBy, content);

    /// <summary>On a line of its own: who said it, and when.</summary>
    private IEnumerable<OpenXmlElement> Said(string? speaker, long startMs)
    {
        yield return new Run(new Break());
        if (speaker is not null)
        {
            yield return DocxText.Run(speaker, DocxStyles.Said);
            yield return DocxText.Run(" · ", DocxStyles.Said);
        }

        var chapter = document.Chapters.Count(item => item.StartMs <= startMs);
        yield return Moment(startMs, chapter is 0 ? null : string.Create(CultureInfo.InvariantCulture, $"c{chapter}"));
    }

    /// <summary>The time, leading to that second, or else to a place within the document.</summary>
    private OpenXmlElement Moment(long startMs, string? inside)
    {
        var time = Wording.Time(startMs);
        if (dressing.AddressOf(startMs) is { } address)
        {
            return new Hyperlink(DocxText.Run(time, DocxStyles.Hyperlink)) { Id = LinkTo(address), History = true };
        }

        return inside is null
            ? DocxText.Run(time, DocxStyles.Said)
            : new Hyperlink(DocxText.Run(time, DocxStyles.Hyperlink)) { Anchor = inside, History = true };
    }

    private string LinkTo(string address)
    {
        if (!_links.TryGetValue(address, out var id))
        {
            id = string.Create(CultureInfo.InvariantCulture, $"rIdLink{_links.Count + 1}");
            _main.AddHyperlinkRelationship(new Uri(address), isExternal: true, id);
            _links.Add(address, id);
        }

        return id;
    }
}
