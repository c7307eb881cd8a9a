using Reconvene.Server.Connections.Checks;
using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Connections.Steps;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Ledger.Hosts;
using Reconvene.Server.Recordings.Retention.Trash;
using Reconvene.Server.Recordings.Steps;
using Reconvene.Server.Sources;
using Reconvene.Server.Sources.Steps;

namespace Reconvene.Server.Pipelines;

/// <summary>The two doors into the ledger, the daily look at connections, and the brooms.</summary>
internal static class IntakePipelines
{
    public static readonly JobDefinition Sync = JobDefinition.Of(StartSync.Job).Then<ListRecordings>(Lane.Lists);

    public static readonly JobDefinition Learn =
        JobDefinition.Of(LearnRecordingInput.Job).Then<LearnRecording>(Lane.Account);

    public static readonly JobDefinition LearnOfHost = JobDefinition.Of(HostEvents.Job).Then<LearnHost>(Lane.Account);

    public static readonly JobDefinition RemoveMedia = JobDefinition.Of("remove-media").Then<RemoveOrphanMedia>(Lane.Work);

    /// <summary>Ours is read through before Zoom's is moved to its trash.</summary>
    public static readonly JobDefinition Trash =
        JobDefinition.Of(TrashOrder.Trash).Then<VerifyHeld>(Lane.Disk).Then<TrashAtZoom>(Lane.Account);

    /// <summary>Zoom's first: when that fails, ours is still there.</summary>
    public static readonly JobDefinition RemoveEverywhere =
        JobDefinition.Of(TrashOrder.Everywhere).Then<TrashAtZoom>(Lane.Account).Then<RemoveOurs>(Lane.Work);

    public static readonly JobDefinition Recover = JobDefinition.Of(TrashOrder.Recover).Then<RecoverAtZoom>(Lane.Account);

    public static readonly JobDefinition Check = JobDefinition.Of(DailyChecks.Job).Then<CheckAgain>(Lane.Account);

    public static readonly JobDefinition Deauthorize =
        JobDefinition.Of(DeauthorizationEvents.Job).Then<ConfirmDeauthorization>(Lane.Account);

    public static readonly JobDefinition Revoke = JobDefinition.Of(RevokeGrant.Job).Then<RevokeAtZoom>(Lane.Account);
}
