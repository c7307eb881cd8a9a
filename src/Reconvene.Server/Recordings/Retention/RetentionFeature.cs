using Reconvene.Server.Recordings.Retention.Trash;

namespace Reconvene.Server.Recordings.Retention;

internal static class RetentionFeature
{
    public static void AddRetention(this IServiceCollection services)
    {
        services.AddSingleton<RetentionQueries>();
        services.AddSingleton<RemoveDueMedia>();
        services.AddSingleton<KeepRecording>();
        services.AddSingleton<TrashWork>();
        services.AddSingleton<TrashCandidates>();
        services.AddSingleton<StartTrash>();
        services.AddSingleton<TrashBySource>();
        services.AddSingleton<RemoveRecording>();
        services.AddTransient<VerifyHeld>();
        services.AddTransient<TrashAtZoom>();
        services.AddTransient<RemoveOurs>();
        services.AddTransient<RecoverAtZoom>();
        services.AddSingleton<RetentionRound>();
        services.AddHostedService(provider => provider.GetRequiredService<RetentionRound>());
        services.AddSingleton<SweepMedia>();
        services.AddHostedService(provider => provider.GetRequiredService<SweepMedia>());
    }
}
