using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Reconvene.Server.Deliverables.Rendering.Docx;

/// <summary>What stands around the text: page, foot, settings, and what the file says of itself.</summary>
internal static class DocxFrame
{
    private const string FooterId = "rIdFooter";

    // The earliest that a ZIP file can tell. Every part has it, so that the same document is the same file.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Adds the foot with the page's number, and gives the section that shows it.</summary>
    public static SectionProperties Section(MainDocumentPart main, string title)
    {
        main.AddNewPart<FooterPart>(FooterId).Footer = new Footer(DocxText.Paragraph(
            DocxStyles.Footer,
            "",
            DocxText.Run(title),
            new Run(new TabChar()),
            Field("PAGE"),
            DocxText.Run(" / "),
            Field("NUMPAGES")));
        return new SectionProperties(
            new FooterReference { Type = HeaderFooterValues.Default, Id = FooterId },
            new PageSize { Width = 11906U, Height = 16838U },
            new PageMargin { Top = 1134, Right = 1134U, Bottom = 1134, Left = 1134U, Header = 567U, Footer = 567U, Gutter = 0U });
    }

    public static Settings Settings() => new(
        new DefaultTabStop { Val = 708 },
        new Compatibility(new CompatibilitySetting
        {
            Name = CompatSettingNameValues.CompatibilityMode,
            Uri = "http://schemas.microsoft.com/office/word",
            Val = "15",
        }));

    /// <summary>The core properties. Written by us: the library's own writer gives the part a random name.</summary>
    public static void Describe(CoreFilePropertiesPart part, string title, string author, string language, DateTimeOffset madeAt)
    {
        XNamespace core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dc = "http://purl.org/dc/elements/1.1/";
        XNamespace terms = "http://purl.org/dc/terms/";
        XNamespace xsi = "http://www.w3.org/2001/XMLSchema-instance";
        var moment = madeAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var root = new XElement(
            core + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "cp", core),
            new XAttribute(XNamespace.Xmlns + "dc", dc),
            new XAttribute(XNamespace.Xmlns + "dcterms", terms),
            new XAttribute(XNamespace.Xmlns + "xsi", xsi),
            new XElement(dc + "title", DocxText.Clean(title)),
            new XElement(dc + "creator", DocxText.Clean(author)),
            new XElement(terms + "created", new XAttribute(xsi + "type", "dcterms:W3CDTF"), moment),
            new XElement(terms + "modified", new XAttribute(xsi + "type", "dcterms:W3CDTF"), moment),
            new XElement(dc + "language", language));
        using var stream = part.GetStream(FileMode.Create);
        root.Save(stream, SaveOptions.DisableFormatting);
    }

    public static void TakeTheClockOut(Stream file)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true);
        foreach (var entry in archive.Entries)
        {
            entry.LastWriteTime = Epoch;
        }
    }

    private static SimpleField Field(string instruction) => new(new Run(new Text("1"))) { Instruction = $" {instruction} " };
}
