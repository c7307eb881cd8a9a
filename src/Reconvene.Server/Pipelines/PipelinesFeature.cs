using Reconvene.Server.Jobs;
using Reconvene.Server.Pipelines.Steps;

namespace Reconvene.Server.Pipelines;

internal static class PipelinesFeature
{
    public static void AddPipelines(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddTransient<BeginUnderstanding>();
        services.AddTransient<FinishRecording>();
        services.AddTransient<LeaveRecording>();
        services.AddJob(IntakePipelines.Sync);
        services.AddJob(IntakePipelines.Learn);
        services.AddJob(IntakePipelines.LearnOfHost);
        services.AddJob(IntakePipelines.RemoveMedia);
        services.AddJob(IntakePipelines.Trash);
        services.AddJob(IntakePipelines.RemoveEverywhere);
        services.AddJob(IntakePipelines.Recover);
        services.AddJob(IntakePipelines.Check);
        services.AddJob(IntakePipelines.Deauthorize);
        services.AddJob(IntakePipelines.Revoke);
        services.AddJob(RecordingPipeline.Definition);
    }
}
