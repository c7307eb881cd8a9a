namespace Reconvene.Server.Platform.Alerts;

/// <summary>What a person should see, for as long as it is so.</summary>
internal static class AlertsFeature
{
    public static void AddAlerts(this IServiceCollection services)
    {
        services.AddSingleton<Alerts>();
        services.AddSingleton<AlertQueries>();
    }
}
