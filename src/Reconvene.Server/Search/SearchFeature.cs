using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Search;

internal static class SearchFeature
{
    public static void AddSearch(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<SaidIndex>();
        services.AddSingleton<ISaidIndex>(provider => provider.GetRequiredService<SaidIndex>());
        services.AddSingleton<SpeakerSegments>();
        services.AddSingleton<SearchQueries>();
        services.AddSingleton<IndexOldTranscripts>();
        services.AddHostedService(provider => provider.GetRequiredService<IndexOldTranscripts>());
    }

    public static void MapSearch(this WebApplication app) => app.MapSearchEndpoints();
}
