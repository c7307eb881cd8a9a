using Microsoft.Extensions.Options;
using Reconvene.Server.Jobs.Scheduling.Cron;
using Reconvene.Server.Sources.Phone;
using Reconvene.Server.Sources.Scheduling;
using Reconvene.Server.Sources.Steps;
using Reconvene.Server.Webhooks.Pump;

namespace Reconvene.Server.Sources;

internal static class SourcesFeature
{
    public static void AddSources(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SourceOptions>().BindConfiguration("Sources").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SourceOptions>, SourceOptionsValidator>();
        services.AddSingleton<SourceTimes>();
        services.AddSingleton<ICronRows, ScheduledSyncs>();
        services.AddSingleton<SourceStore>();
        services.AddSingleton<SourceQueries>();
        services.AddSingleton<SourceHosts>();
        services.AddSingleton<TakenRecordings>();
        services.AddSingleton<SettleSources>();
        services.AddHostedService(provider => provider.GetRequiredService<SettleSources>());
        services.AddSingleton<AddSource>();
        services.AddSingleton<ChangeSource>();
        services.AddSingleton<RemoveSource>();
        services.AddSingleton<StartSync>();
        services.AddSingleton<StartSyncs>();
        services.AddSingleton<DaysToCover>();
        services.AddSingleton<SyncEnd>();
        services.AddSingleton<KeepPage>();
        services.AddSingleton<ListWindow>();
        services.AddSingleton<WindowPages>();
        services.AddSingleton<IWebhookHandler, PhoneEvents>();
        services.AddTransient<ListRecordings>();
    }
}
