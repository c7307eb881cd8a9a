using Reconvene.Server.Deliverables.Steps;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Deliverables;

internal static class DeliverablesFeature
{
    public static void AddDeliverables(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DeliverableQueries>();
        builder.Services.AddSingleton<DeliverableStore>();
        builder.Services.AddSingleton<IRecordingPart, DeliverablePart>();
        builder.Services.AddTransient<MakeDeliverable>();
    }

    public static void MapDeliverables(this WebApplication app) => app.MapDeliverableEndpoints();
}
