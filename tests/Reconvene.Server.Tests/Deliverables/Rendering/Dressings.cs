using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Branding;
using Reconvene.Server.Deliverables.Rendering;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Rendering;

internal static class Dressings
{
    public const string Page = "https://meetings.example.org/recordings/5";

    public static readonly DeliverableDressing Plain = new(TenantBrand.None, null, SampleDocuments.RecordedAt);

    public static readonly DeliverableDressing Linked = Plain with { RecordingPage = Page };

    public static DeliverableDressing Branded(string name) => Linked with
    {
        Brand = new TenantBrand(
            name, AccentColours.Of(Colour.Read("#0b7a75")), new BrandLogo(BrandLogo.Png, 120, 40, Pictures.Png())),
    };

    public static string Render(string format, DeliverableDocument document, DeliverableDressing dressing) =>
        System.Text.Encoding.UTF8.GetString(DeliverableFormat.Find(format)!.Write!(document, dressing));
}
