using Reconvene.Server.Connections.Checks;
using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Connections.Steps;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Ledger.Hosts;
using Reconvene.Server.Recordings.Steps;
using Reconvene.Server.Sources;
using Reconvene.Server.Sources.Steps;

namespace Reconvene.Server.Pipelines;

/// <summary>The two doors into the ledger, the daily look at connections, and the brooms.</summary>
internal static class IntakePipelines
{
    public static readonly JobDefinition Sync = JobDefinition.Of(StartSync.Job).Then<ListRecordings>(Lane.Account);

    public static readonly JobDefinition Learn =
        JobDefinition.Of(LearnRecordingInput.Job).Then<LearnRecording>(Lane.Account);

    public static readonly JobDefinition LearnOfHost = JobDefinition.Of(HostEvents.Job).Then<LearnHost>(Lane.Account);

    public static readonly JobDefinition RemoveMedia = JobDefinition.Of("remove-media").Then<RemoveOrphanMedia>(Lane.Work);

    public static readonly JobDefinition Check = JobDefinition.Of(DailyChecks.Job).Then<CheckAgain>(Lane.Account);

    public static readonly JobDefinition Deauthorize =
        JobDefinition.Of(DeauthorizationEvents.Job).Then<ConfirmDeauthorization>(Lane.Account);

    public static readonly JobDefinition Revoke = JobDefinition.Of(RevokeGrant.Job).Then<RevokeAtZoom>(Lane.Account);
}
