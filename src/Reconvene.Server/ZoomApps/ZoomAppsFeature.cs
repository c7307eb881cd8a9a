using Reconvene.Server.Platform;

namespace Reconvene.Server.ZoomApps;

internal static class ZoomAppsFeature
{
    public static void AddZoomApps(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<BootstrapZoomAppOptions>().BindConfiguration("Zoom");
        services.AddSingleton<ZoomAppStore>();
        services.AddSingleton<ZoomAppQueries>();
        services.AddSingleton<ZoomAppSeals>();
        services.AddSingleton<ZoomAppViews>();
        services.AddSingleton<ZoomAppCredentials>();
        services.AddSingleton<ZoomAppSightings>();
        services.AddSingleton<KnownZoomApps>();
        services.AddSingleton<SaveZoomApp>();
        services.AddSingleton<RemoveZoomApp>();
        services.AddSingleton<EnsureZoomApp>();
        services.AddSingleton<BootstrapZoomApp>();

        // Late: the seals need a master key, which the first preparation finds.
        services.AddSingleton<IPreparation, BootstrapWhenReady>();
        services.AddHostedService<ZoomAppUpkeep>();
    }

    public static void MapZoomApps(this WebApplication app) => ZoomAppsEndpoints.Map(app);

    private sealed class BootstrapWhenReady(IServiceProvider services) : IPreparation
    {
        public Task RunAsync(CancellationToken cancellation) =>
            services.GetRequiredService<BootstrapZoomApp>().RunAsync(cancellation);
    }
}
