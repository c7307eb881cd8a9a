using Reconvene.Server.Platform;
using Reconvene.Server.Webhooks;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server;

/// <summary>Composes the host: every feature, listed once, in the order of the floors.</summary>
internal static class ReconveneServer
{
    /// <summary>Builds the host; nothing is opened or started yet.</summary>
    /// <param name="options">What the command line decided.</param>
    /// <param name="adjust">Last word on the services; tests put their clock and their database here.</param>
    public static WebApplication Build(ServerOptions options, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "Reconvene",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.AddPlatform(options);

        // After the platform, which clears the settings that this is written to.
        builder.WebHost.UseUrls(options.Urls);
        builder.AddZoomApps();
        builder.AddWebhooks();
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UsePlatform();
        app.MapZoomApps();
        app.MapWebhooks();
        return app;
    }

    /// <summary>Brings schema and keys to order, then starts to listen. Throws <see cref="StartRefusedException"/>.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellation)
    {
        foreach (var preparation in app.Services.GetServices<IPreparation>())
        {
            await preparation.RunAsync(cancellation);
        }

        await app.StartAsync(cancellation);
    }
}
