using Microsoft.Extensions.Options;
using Reconvene.Server.Recordings;
using Reconvene.Server.Transcripts.Quality;
using Reconvene.Server.Transcripts.Recognition;
using Reconvene.Server.Transcripts.Speakers;
using Reconvene.Server.Transcripts.Steps;

namespace Reconvene.Server.Transcripts;

internal static class TranscriptsFeature
{
    public static void AddTranscripts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<TranscriptQueries>();
        services.AddSingleton<TranscriptStore>();
        services.AddSingleton<TranscriptViews>();
        services.AddSingleton<IRecordingPart, TranscriptPart>();
        services.AddSingleton<SpeakerQueries>();
        services.AddSingleton<NameSpeakers>();
        services.AddSingleton<AcceptTranscript>();
        services.AddTransient<Transcribe>();
        services.AddRecognition();
    }

    public static void MapTranscripts(this WebApplication app) => app.MapTranscriptEndpoints();

    private static void AddRecognition(this IServiceCollection services)
    {
        services.AddOptions<RecognitionOptions>().BindConfiguration("Recognition").ValidateOnStart();
        services.AddSingleton<IValidateOptions<RecognitionOptions>, RecognitionOptionsValidator>();
        services.AddSingleton<IValidateOptions<RecognitionOptions>, RecognitionOptionsRules>();
        services.AddSingleton<CutSound>();
        services.AddSingleton<RecognitionStore>();
        services.AddSingleton<RecognitionWishes>();
        services.AddSingleton<SoundToHear>();
        services.AddSingleton<HearFile>();
        services.AddSingleton<AskRecognition>();
        services.AddSingleton<BeginDueRecognitions>();
        services.AddHostedService(provider => provider.GetRequiredService<BeginDueRecognitions>());
        services.AddSingleton<HttpRecogniser>();
        services.AddSingleton<CommandRecogniser>();

        // Made when speech is recognised for the first time: most servers never do.
        services.AddSingleton<IRecogniser>(provider => provider.GetRequiredService<IOptions<RecognitionOptions>>().Value.Endpoint is null
            ? provider.GetRequiredService<CommandRecogniser>()
            : provider.GetRequiredService<HttpRecogniser>());
        services.AddTransient<RecogniseSpeech>();
    }
}
