using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Server.Platform.Settings;

namespace Reconvene.Server.Platform;

internal static class PlatformFeature
{
    public static void AddPlatform(this WebApplicationBuilder builder, ServerOptions options)
    {
        SettingsSources.Add(builder.Configuration, options);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new DataFolder(options.DataFolder));
        services.AddSingleton(provider => options.Database
            ?? new DatabaseOptions(Engine.Sqlite, SqliteSettings.ConnectionString(provider.GetRequiredService<DataFolder>().DatabasePath)));
        services.AddSingleton(provider => new Database(provider.GetRequiredService<DatabaseOptions>()));
        services.AddSingleton<Migrator>();
        services.AddSingleton<FirstStart>();
        services.AddSingleton(provider => provider.GetRequiredService<FirstStart>().MasterKeys);
        services.AddSingleton(provider => new Lazy<MasterKeys>(provider.GetRequiredService<MasterKeys>));
        services.AddSingleton<Sealer>();
        services.AddSingleton(provider => new Lazy<Sealer>(provider.GetRequiredService<Sealer>));
        services.AddAudit();
        services.AddAlerts();
        services.AddPreparation<PrepareStorage>();
        services.AddSingleton<RewrapDataKeys>();
        services.AddHostedService(provider => provider.GetRequiredService<RewrapDataKeys>());
        builder.AddHttpConventions();
    }

    public static void UsePlatform(this WebApplication app) => app.UseHttpConventions();
}
