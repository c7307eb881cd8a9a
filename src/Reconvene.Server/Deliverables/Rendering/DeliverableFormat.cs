using Reconvene.Client.Deliverables;

namespace Reconvene.Server.Deliverables.Rendering;

/// <summary>One way of writing a deliverable.</summary>
internal sealed record DeliverableFormat(string Extension, string ContentType, Func<DeliverableDocument, string> Write)
{
    private static readonly DeliverableFormat[] All =
    [
        new("json", "application/json", DeliverableJson.WriteForPeople),
        new("md", "text/markdown", MarkdownDeliverable.Render),
        new("html", "text/html", HtmlDeliverable.Render),
    ];

    public static DeliverableFormat? Find(string extension) =>
        Array.Find(All, format => format.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase));
}
