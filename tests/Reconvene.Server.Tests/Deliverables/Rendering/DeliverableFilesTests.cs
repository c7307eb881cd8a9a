using System.Net;
using DocumentFormat.OpenXml.Packaging;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Rendering;

/// <summary>A deliverable by its addresses.</summary>
public sealed class DeliverableFilesTests
{
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    [Theory]
    [Engines]
    public async Task A_deliverable_is_read_in_every_format_with_its_type_and_a_name_that_any_system_takes(TestEngine engine)
    {
        await using var scene = await DeliverableScene.StartAsync(engine, SampleDocuments.Russian());
        foreach (var (format, type, kind) in ((string, string, string)[])
        [
            ("json", "application/json; charset=utf-8", "inline"), ("md", "text/markdown; charset=utf-8", "inline"),
            ("html", "text/html; charset=utf-8", "inline"), ("docx", Docx, "attachment"),
        ])
        {
            var answer = await scene.ReadAsync(format);

            Assert.Equal((200, type, "nosniff"), (answer.Code, answer.Headers["Content-Type"], answer.Headers["X-Content-Type-Options"]));
            Assert.StartsWith($"{kind}; filename=\"", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
            Assert.Contains("filename*=UTF-8''%D0%9F%D0%BB%D0%B0%D0%BD", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
            Assert.StartsWith("default-src 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        }

        using var file = new MemoryStream(await scene.BytesAsync("docx"));
        using var word = WordprocessingDocument.Open(file, isEditable: false);
        Assert.Contains("Настроение", word.MainDocumentPart!.Document.Body!.InnerText, StringComparison.Ordinal);
        Assert.Contains(
            word.MainDocumentPart.HyperlinkRelationships,
            link => link.Uri.AbsoluteUri == $"{DeliverableScene.PublicUrl}/recordings/5?t=12");
    }

    [Theory]
    [Engines]
    public async Task The_times_of_a_file_lead_to_the_recordings_page_only_when_people_have_an_address_for_it(TestEngine engine)
    {
        await using (var known = await DeliverableScene.StartAsync(engine, SampleDocuments.English()))
        {
            Assert.Contains($"href=\"{DeliverableScene.PublicUrl}/recordings/5?t=12\"", (await known.ReadAsync("html")).Text, StringComparison.Ordinal);
        }

        await using var unknown = await DeliverableScene.StartAsync(engine, SampleDocuments.English(), isPublic: false);
        var page = (await unknown.ReadAsync("html")).Text;
        Assert.Contains("href=\"#c1\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task Without_a_program_that_makes_it_PDF_is_refused_with_what_to_do_and_the_others_are_read(TestEngine engine)
    {
        await using var scene = await DeliverableScene.StartAsync(
            engine, SampleDocuments.English(), settings: new(StringComparer.Ordinal) { ["Deliverables:PdfBy"] = "off" });

        var pdf = await scene.ReadAsync("pdf");

        Assert.Equal(
            (503, "pdf_unavailable", "application/problem+json"), (pdf.Code, pdf.ErrorCode, pdf.Headers["Content-Type"].Split(';')[0]));
        Assert.Contains("ask for html or docx instead.", pdf.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await scene.ReadAsync("docx")).Status);
        Assert.Equal((404, "unknown_format"), ((await scene.ReadAsync("rtf")).Code, (await scene.ReadAsync("rtf")).ErrorCode));
        Assert.Contains("pdf or docx", (await scene.ReadAsync("rtf")).Detail, StringComparison.Ordinal);
    }

    [WeasyPrintFact]
    public async Task A_PDF_is_read_by_its_address()
    {
        await using var scene = await DeliverableScene.StartAsync(TestEngine.Sqlite, SampleDocuments.Russian());

        var answer = await scene.ReadAsync("pdf");

        Assert.Equal((200, "application/pdf"), (answer.Code, answer.Headers["Content-Type"]));
        Assert.StartsWith("attachment; filename=\"", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.StartsWith("%PDF-", answer.Text, StringComparison.Ordinal);
    }
}
