using Reconvene.Server.Sources.Steps;

namespace Reconvene.Server.Sources;

internal static class SourcesFeature
{
    public static void AddSources(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<SourceStore>();
        services.AddSingleton<SourceQueries>();
        services.AddSingleton<SourceHosts>();
        services.AddSingleton<AddSource>();
        services.AddSingleton<ChangeSource>();
        services.AddSingleton<StartSync>();
        services.AddSingleton<ListWindow>();
        services.AddTransient<ListRecordings>();
    }
}
