using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Reconvene.Server.Deliverables.Rendering.Docx;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Rendering;

/// <summary>What programs are told of a document, where its labels are in another language, or a part was not asked for.</summary>
public sealed class LanguageTests
{
    private const string NothingSaid = "Too little was said";

    [Theory]
    [InlineData("de", "de", "de")]
    [InlineData("en", "en", "en-US")]
    [InlineData("ru", "ru", "ru-RU")]
    [InlineData("und", "en", "en-US")]
    public void A_document_is_in_the_language_of_its_text_even_where_the_labels_are_not(string language, string html, string word)
    {
        var document = SampleDocuments.English() with { Language = language };

        Assert.Contains($"<html lang=\"{html}\">", Dressings.Render("html", document, Dressings.Plain), StringComparison.Ordinal);
        using var file = new MemoryStream(DocxDeliverable.Render(document, Dressings.Plain));
        using var package = WordprocessingDocument.Open(file, isEditable: false);
        Assert.Equal(word, package.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Descendants<Languages>().Single().Val!.Value);
        Assert.Equal(word, package.PackageProperties.Language);
    }

    [Theory]
    [InlineData("md")]
    [InlineData("html")]
    [InlineData("docx")]
    public void That_too_little_was_said_is_told_only_where_a_summary_was_asked_for(string format)
    {
        var empty = SampleDocuments.Empty();
        Assert.Contains(NothingSaid, TextOf(format, empty with { Sections = ["summary", "decisions"] }), StringComparison.Ordinal);
        Assert.DoesNotContain(NothingSaid, TextOf(format, empty with { Sections = ["decisions"] }), StringComparison.Ordinal);
    }

    private static string TextOf(string format, Reconvene.Client.Deliverables.DeliverableDocument document)
    {
        if (format is not "docx")
        {
            return Dressings.Render(format, document, Dressings.Plain);
        }

        using var file = new MemoryStream(DocxDeliverable.Render(document, Dressings.Plain));
        using var package = WordprocessingDocument.Open(file, isEditable: false);
        return package.MainDocumentPart!.Document!.Body!.InnerText;
    }
}
