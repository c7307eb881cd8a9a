using Microsoft.Extensions.Options;
using Reconvene.Server.Deliverables.Models;
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
        services.AddSingleton<MakeDocument>();
        services.AddTransient<MakeDeliverable>();
        services.AddTemplates();
        services.AddModel();
    }

    public static void MapDeliverables(this WebApplication app)
    {
        app.MapDeliverableEndpoints();
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

        // Made when something is first written by a model: many servers have none.
        services.AddSingleton<ModelClient>();
        services.AddSingleton<ModelSummariser>();
    }
}
