using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Data.Integrity;
using Reconvene.Server.Platform.Egress;
using Reconvene.Server.Platform.Files;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Platform.Programs;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Server.Platform.Settings;

namespace Reconvene.Server.Platform;

internal static class PlatformFeature
{
    // Requests under way are waited for so long. All that follows must end well before a supervisor loses its patience,
    // which is 30 seconds with most, and 10 with some.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(15);

    public static void AddPlatform(this WebApplicationBuilder builder, ServerOptions options)
    {
        SettingsSources.Add(builder.Configuration, options);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new DataFolder(options.DataFolder));
        services.AddSingleton(provider => options.Database
            ?? new DatabaseOptions(Engine.Sqlite, SqliteSettings.ConnectionString(provider.GetRequiredService<DataFolder>().DatabasePath)));
        services.AddSingleton<Damage>();
        services.AddSingleton(provider => new Database(
            provider.GetRequiredService<DatabaseOptions>(), damage: provider.GetRequiredService<Damage>()));
        services.AddSingleton<CheckIntegrity>();
        services.AddSingleton<DailyIntegrityCheck>();
        services.AddHostedService(provider => provider.GetRequiredService<DailyIntegrityCheck>());
        services.AddSingleton<Migrator>();
        services.AddSingleton<FirstStart>();
        services.AddSingleton(provider => provider.GetRequiredService<FirstStart>().MasterKeys);
        services.AddSingleton(provider => new Lazy<MasterKeys>(provider.GetRequiredService<MasterKeys>));
        services.AddSingleton<Sealer>();
        services.AddSingleton(provider => new Lazy<Sealer>(provider.GetRequiredService<Sealer>));
        services.AddAudit();
        services.AddAlerts();
        services.AddEgress();
        services.AddPrograms();
        services.AddPreparation<PrepareStorage>();
        services.AddSingleton<RewrapDataKeys>();
        services.AddHostedService(provider => provider.GetRequiredService<RewrapDataKeys>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.AddHttpConventions();
    }

    public static void UsePlatform(this WebApplication app) => app.UseHttpConventions();
}
