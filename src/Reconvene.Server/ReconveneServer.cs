using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Deliverables;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Pages;
using Reconvene.Server.Pipelines;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Health;
using Reconvene.Server.Platform.Settings;
using Reconvene.Server.Recordings;
using Reconvene.Server.Search;
using Reconvene.Server.Sources;
using Reconvene.Server.Transcripts;
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

            // No assembly that an environment variable names is let into the process.
            Args = [$"--{WebHostDefaults.PreventHostingStartupKey}=true"],
        });
        builder.AddPlatform(options);

        // After the settings' sources are put in place: a name set before them would be gone.
        builder.WebHost.UseUrls(options.Urls);
        builder.AddHealth();
        builder.AddAccounts();
        builder.AddJobs();
        builder.AddZoomApps();
        builder.AddWebhooks();
        builder.AddConnections();
        builder.AddLedger();
        builder.AddSources();
        builder.AddRecordings();
        builder.AddTranscripts();
        builder.AddDeliverables();
        builder.AddSearch();
        builder.AddPipelines();
        builder.AddPages();
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UsePlatform();
        app.MapHealth();
        app.MapAudit();
        app.MapAlerts();
        app.MapAccounts();
        app.MapTasks();
        app.MapZoomApps();
        app.MapWebhooks();
        app.MapConnections();
        app.MapLedger();
        app.MapSources();
        app.MapRecordings();
        app.MapTranscripts();
        app.MapDeliverables();
        app.MapSearch();
        app.MapPages();
        return app;
    }

    /// <summary>Brings schema and keys to order, then starts to listen. Throws <see cref="StartRefusedException"/>.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellation)
    {
        SettingsCheck.Run(app.Services);
        await Preparations.RunAsync(app.Services, cancellation);
        await app.StartAsync(cancellation);
    }
}
