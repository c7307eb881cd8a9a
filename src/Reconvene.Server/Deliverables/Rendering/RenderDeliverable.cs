using System.Globalization;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables.Branding;
using Reconvene.Server.Deliverables.Rendering.Html;
using Reconvene.Server.Deliverables.Rendering.Pdf;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Deliverables.Rendering;

/// <summary>Writes a deliverable in one format, in the tenant's brand, with its times leading to the recording.</summary>
internal sealed class RenderDeliverable(BrandQueries brands, PublicAddress address, PdfMaker pdf)
{
    private const string NothingAllowed = "default-src 'none'; frame-ancestors 'none'";

    public async Task<RenderedDeliverable> RunAsync(
        TenantId tenant, DeliverableView view, DeliverableFormat format, CancellationToken cancellation)
    {
        var dressing = new DeliverableDressing(await brands.FindAsync(tenant, cancellation), PageOf(view.RecordingId), view.UpdatedAt);
        var name = FileName.Of(view.Document.Title, format.Extension);
        if (format.Write is { } write)
        {
            var policy = format.Extension is "html" ? HtmlStyle.PolicyFor(view.Document, dressing) : NothingAllowed;
            return new RenderedDeliverable.File(write(view.Document, dressing), name, policy);
        }

        return await pdf.MakeAsync(HtmlDeliverable.Render(view.Document, dressing), view.UpdatedAt, cancellation) switch
        {
            PdfOutcome.Made made => new RenderedDeliverable.File(made.Bytes, name, NothingAllowed),
            var outcome => new RenderedDeliverable.NoPdf(outcome),
        };
    }

    /// <summary>Null without an address that people use: who reads the file elsewhere could not follow ours.</summary>
    private string? PageOf(long recording) => address.Configured is { } origin
        ? new Uri(new Uri(origin), string.Create(CultureInfo.InvariantCulture, $"/recordings/{recording}")).AbsoluteUri
        : null;
}
