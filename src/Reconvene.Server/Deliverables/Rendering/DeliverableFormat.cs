using System.Text;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Rendering.Docx;
using Reconvene.Server.Deliverables.Rendering.Html;

namespace Reconvene.Server.Deliverables.Rendering;

/// <summary>One way of writing a deliverable.</summary>
/// <param name="Extension">As the address and the file's name end.</param>
/// <param name="ContentType">With its charset where it is text.</param>
/// <param name="IsShown">Browsers show it; others are saved.</param>
/// <param name="Write">Null for PDF, which a program makes.</param>
internal sealed record DeliverableFormat(
    string Extension, string ContentType, bool IsShown, Func<DeliverableDocument, DeliverableDressing, byte[]>? Write)
{
    /// <summary>For sentences.</summary>
    public const string Names = "json, md, html, pdf or docx";

    private static readonly DeliverableFormat[] All =
    [
        new("json", "application/json; charset=utf-8", IsShown: true, (document, _) => Encoding.UTF8.GetBytes(DeliverableJson.WriteForPeople(document))),
        new("md", "text/markdown; charset=utf-8", IsShown: true, (document, dressing) => Encoding.UTF8.GetBytes(MarkdownDeliverable.Render(document, dressing))),
        new("html", "text/html; charset=utf-8", IsShown: true, (document, dressing) => Encoding.UTF8.GetBytes(HtmlDeliverable.Render(document, dressing))),
        new("pdf", "application/pdf", IsShown: false, null),
        new("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", IsShown: false, DocxDeliverable.Render),
    ];

    public static DeliverableFormat? Find(string extension) =>
        Array.Find(All, format => format.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase));
}
