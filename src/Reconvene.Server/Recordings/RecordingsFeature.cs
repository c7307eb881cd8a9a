using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;
using Reconvene.Server.Recordings.AtZoom;
using Reconvene.Server.Recordings.Attendance;
using Reconvene.Server.Recordings.Download;
using Reconvene.Server.Recordings.Mark;
using Reconvene.Server.Recordings.Retention;
using Reconvene.Server.Recordings.Scrub;
using Reconvene.Server.Recordings.Steps;
using Reconvene.Server.Webhooks.Pump;

namespace Reconvene.Server.Recordings;

internal static class RecordingsFeature
{
    public static void AddRecordings(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<RecordingOptions>().BindConfiguration("Recordings").ValidateOnStart();
        services.AddSingleton<IValidateOptions<RecordingOptions>, RecordingOptionsValidator>();
        services.AddSingleton<MediaMark>();
        services.AddSingleton<KnownMedia>();
        services.AddPreparation<MarkMedia>();
        services.AddSingleton<MediaFiles>();
        services.AddSingleton<DiskReserve>();
        services.AddSingleton<PieceBuffers>();
        services.AddSingleton(FileSync.OfDisk);
        services.AddSingleton<KeepFile>();
        services.AddSingleton<FetchFile>();
        services.AddSingleton<FetchListed>();
        services.AddSingleton<RecordingStore>();
        services.AddSingleton<KeepFormer>();
        services.AddSingleton<RecordingWork>();
        services.AddSingleton<RecordingQueries>();
        services.AddSingleton<ProcessRecording>();
        services.AddSingleton<ProcessRecordings>();
        services.AddSingleton<DeleteHeld>();
        services.AddSingleton<IHeldTextFiles, HeldTextFiles>();
        services.AddSingleton<IHeldSound, HeldSound>();
        services.AddSingleton<AttendanceQueries>();
        services.AddSingleton<AskAttendance>();
        services.AddSingleton<IWebhookHandler, RecordingEvents>();
        services.AddSingleton<EstimateDownloads>();
        services.AddScrub();
        services.AddRetention();
        services.AddSingleton<ListAtZoom>();
        services.AddSingleton<DownloadAtZoom>();
        services.AddSingleton<AbsentRecording>();
        services.AddSingleton<LearnAbsence>();
        services.AddTransient<LearnRecording>();
        services.AddTransient<LookUpRecording>();
        services.AddTransient<DownloadFiles>();
        services.AddTransient<RemoveOrphanMedia>();
    }

    private static void AddScrub(this IServiceCollection services)
    {
        services.AddSingleton<ScrubQueries>();
        services.AddSingleton<VerifyFile>();
        services.AddSingleton<FetchAgain>();
        services.AddSingleton<DamageAlert>();
        services.AddSingleton<LookBeforeServing>();
        services.AddSingleton<ScrubMedia>();
        services.AddHostedService(provider => provider.GetRequiredService<ScrubMedia>());
    }
}
