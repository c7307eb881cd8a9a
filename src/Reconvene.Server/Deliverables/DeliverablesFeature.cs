using Microsoft.Extensions.Options;
using Reconvene.Server.Deliverables.Branding;
using Reconvene.Server.Deliverables.Rendering;
using Reconvene.Server.Deliverables.Rendering.Pdf;
using Reconvene.Server.Deliverables.Steps;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Deliverables;

internal static class DeliverablesFeature
{
    public static void AddDeliverables(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<DeliverableOptions>().BindConfiguration("Deliverables").ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeliverableOptions>, DeliverableOptionsValidator>();
        services.AddSingleton<DeliverableQueries>();
        services.AddSingleton<DeliverableStore>();
        services.AddSingleton<IRecordingPart, DeliverablePart>();
        services.AddTransient<MakeDeliverable>();
        services.AddSingleton<BrandQueries>();
        services.AddSingleton<BrandStore>();
        services.AddSingleton<ChangeBrand>();

        // Asked in this order: WeasyPrint's PDF says more of itself, is always the same, and it has no browser to wall in.
        services.AddSingleton<IPdfProgram, WeasyPrint>();
        services.AddSingleton<IPdfProgram, ChromiumPrint>();
        services.AddSingleton<PdfMaker>();
        services.AddSingleton<RenderDeliverable>();
    }

    public static void MapDeliverables(this WebApplication app)
    {
        app.MapDeliverableEndpoints();
        app.MapBrandEndpoints();
    }
}
