using Microsoft.Extensions.Options;
using Reconvene.Server.Deliverables.Branding;
using Reconvene.Server.Deliverables.Models;
using Reconvene.Server.Deliverables.Rendering;
using Reconvene.Server.Deliverables.Rendering.Pdf;
using Reconvene.Server.Deliverables.Steps;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Deliverables;

internal static class DeliverablesFeature
{
    public static void AddDeliverables(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<DeliverableQueries>();
        services.AddSingleton<DeliverableStore>();
        services.AddSingleton<IRecordingPart, DeliverablePart>();
        services.AddSingleton<IProcessingAsked, ForgetRemovals>();
        services.AddSingleton<RegenerateDeliverable>();
        services.AddSingleton<RemoveDeliverable>();
        services.AddSingleton<ReadMeeting>();
        services.AddSingleton<PlanDeliverables>();
        services.AddSingleton<MakeDocument>();
        services.AddTransient<MakeDeliverable>();
        services.AddTemplates();
        services.AddModel();
        services.AddBrand();
        services.AddRendering();
    }

    public static void MapDeliverables(this WebApplication app)
    {
        app.MapDeliverableEndpoints();
        app.MapBrandEndpoints();
        app.MapTemplates();
    }

    private static void AddTemplates(this IServiceCollection services)
    {
        services.AddSingleton<TemplateQueries>();
        services.AddSingleton<ITemplateNames>(provider => provider.GetRequiredService<TemplateQueries>());
        services.AddSingleton<SaveTemplate>();
        services.AddSingleton<RematchTemplates>();
    }

    private static void AddModel(this IServiceCollection services)
    {
        services.AddOptions<ModelOptions>().BindConfiguration("Model").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>();
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsRules>();
        services.AddSingleton<TokenBudget>();
        services.AddSingleton<KeptDrafts>();
        services.AddSingleton<ModelPatience>();
        services.AddSingleton<ModelMetrics>();

        // Made when something is first written by a model: many servers have none.
        services.AddSingleton<ModelClient>();
        services.AddSingleton<AskForDraft>();
        services.AddSingleton<ModelSummariser>();
    }

    private static void AddBrand(this IServiceCollection services)
    {
        services.AddSingleton<BrandQueries>();
        services.AddSingleton<BrandStore>();
        services.AddSingleton<ChangeBrand>();
    }

    private static void AddRendering(this IServiceCollection services)
    {
        services.AddOptions<DeliverableOptions>().BindConfiguration("Deliverables").ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeliverableOptions>, DeliverableOptionsValidator>();

        // Asked in this order: WeasyPrint's PDF says more of itself, is always the same, and it has no browser to wall in.
        services.AddSingleton<IPdfProgram, WeasyPrint>();
        services.AddSingleton<IPdfProgram, ChromiumPrint>();
        services.AddSingleton<PdfMaker>();
        services.AddSingleton<RenderDeliverable>();
    }
}
