using Reconvene.Server.Recordings;
using Reconvene.Server.Transcripts.Steps;

namespace Reconvene.Server.Transcripts;

internal static class TranscriptsFeature
{
    public static void AddTranscripts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TranscriptQueries>();
        builder.Services.AddSingleton<TranscriptStore>();
        builder.Services.AddSingleton<IRecordingPart, TranscriptPart>();
        builder.Services.AddTransient<Transcribe>();
    }

    public static void MapTranscripts(this WebApplication app) => app.MapTranscriptEndpoints();
}
