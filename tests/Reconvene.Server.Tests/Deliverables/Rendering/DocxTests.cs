using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Rendering;
using Reconvene.Server.Deliverables.Rendering.Docx;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Rendering;

public sealed class DocxTests
{
    [Fact]
    public void A_document_is_valid_with_and_without_a_brand_long_and_empty()
    {
        AssertValid(SampleDocuments.English(), Dressings.Plain);
        AssertValid(SampleDocuments.English(20), Dressings.Linked);
        AssertValid(SampleDocuments.Russian(), Dressings.Branded("Ёлка & Ко"));
        AssertValid(SampleDocuments.Empty(), Dressings.Plain);
    }

    [Theory]
    [MemberData(nameof(HostileTexts.All), MemberType = typeof(HostileTexts))]
    public void Whatever_was_said_the_document_stays_valid(string text) =>
        AssertValid(SampleDocuments.Everywhere(text), Dressings.Branded(text));

    [Fact]
    public void It_is_made_of_styles_that_can_be_changed_and_says_what_it_is()
    {
        using var file = new MemoryStream(DocxDeliverable.Render(SampleDocuments.Russian(), Dressings.Branded("Ёлка")));
        using var word = WordprocessingDocument.Open(file, isEditable: false);
        var main = word.MainDocumentPart!;
        var used = main.Document.Body!.Elements<Paragraph>().Select(one => one.ParagraphProperties!.ParagraphStyleId!.Val!.Value!).ToHashSet(StringComparer.Ordinal);
        var known = main.StyleDefinitionsPart!.Styles!.Elements<Style>().ToDictionary(style => style.StyleId!.Value!, StringComparer.Ordinal);

        Assert.Superset(new HashSet<string>(["Title", "Heading1", "ListBullet"], StringComparer.Ordinal), used);
        Assert.All(used, style => Assert.True(known.ContainsKey(style), style));
        Assert.Equal("heading 1", known["Heading1"].StyleName!.Val!.Value);
        Assert.True(known.ContainsKey("Heading2"));
        Assert.Equal("ru-RU", main.StyleDefinitionsPart.Styles!.Descendants<Languages>().Single().Val!.Value);
        var foot = Assert.Single(main.FooterParts).Footer;
        Assert.Equal([" PAGE ", " NUMPAGES "], foot.Descendants<SimpleField>().Select(field => field.Instruction!.Value!), StringComparer.Ordinal);
        var table = Assert.Single(main.Document.Body.Elements<Table>());
        Assert.NotNull(table.Elements<TableRow>().First().TableRowProperties!.GetFirstChild<TableHeader>());
        Assert.Equal(5, table.Elements<TableRow>().Count());
        Assert.Single(main.ImageParts);
        var properties = word.PackageProperties;
        Assert.Equal(
            ("Планирование весеннего выпуска", "Ёлка", "ru-RU", SampleDocuments.RecordedAt.UtcDateTime),
            (properties.Title, properties.Creator, properties.Language, properties.Created!.Value.ToUniversalTime()));
    }

    [Fact]
    public void Text_that_runs_from_the_right_stands_in_a_paragraph_that_does()
    {
        using var file = new MemoryStream(DocxDeliverable.Render(SampleDocuments.Everywhere("مرحبا بالعالم"), Dressings.Plain));
        using var word = WordprocessingDocument.Open(file, isEditable: false);
        var item = word.MainDocumentPart!.Document.Body!.Elements<Paragraph>().First(one => one.ParagraphProperties!.ParagraphStyleId!.Val!.Value is "ListBullet");

        Assert.NotNull(item.ParagraphProperties!.BiDi);
        Assert.NotNull(item.Elements<Run>().First().RunProperties!.RightToLeftText);
    }

    [Fact]
    public void The_same_document_is_the_same_file() => Assert.Equal(
        DocxDeliverable.Render(SampleDocuments.English(), Dressings.Branded("A")),
        DocxDeliverable.Render(SampleDocuments.English(), Dressings.Branded("A")));

    private static void AssertValid(DeliverableDocument document, DeliverableDressing dressing)
    {
        using var file = new MemoryStream(DocxDeliverable.Render(document, dressing));
        using var word = WordprocessingDocument.Open(file, isEditable: false);
        var errors = new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(word)
            .Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}");

        Assert.Empty(errors);
        Assert.Contains(word.MainDocumentPart!.Document.Body!.Elements<Paragraph>(), one => one.ParagraphProperties!.ParagraphStyleId!.Val!.Value is "Title");
    }
}
