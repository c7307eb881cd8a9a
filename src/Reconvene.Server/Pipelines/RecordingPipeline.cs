using Reconvene.Server.Deliverables.Steps;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Pipelines.Steps;
using Reconvene.Server.Recordings.Steps;
using Reconvene.Server.Transcripts.Steps;

namespace Reconvene.Server.Pipelines;

internal static class RecordingPipeline
{
    // Read top to bottom: a recording goes in this order and resumes at the first step not yet done.
    public static readonly JobDefinition Definition = JobDefinition.Of(StartProcessing.Job)
        .Then<LookUpRecording>(Lane.Account)
        .Then<DownloadFiles>(Lane.Download)
        .Then<ProbeMedia>(Lane.Work)
        .Then<BeginUnderstanding>(Lane.Work)
        .Then<RecogniseSpeech>(Lane.Speech)
        .Then<Transcribe>(Lane.Work)
        .Then<MakeDeliverable>(Lane.Model)
        .Then<FinishRecording>(Lane.Work)
        .OrElse<LeaveRecording>();
}
