namespace Reconvene.Architecture.Tests;

/// <summary>Files that a rule lets pass, each with its reason.</summary>
internal static class Exceptions
{
    public static IReadOnlyDictionary<string, string> Boundaries { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["src/Reconvene/CommandLine.cs"] = "The program's own boundary: an error becomes a sentence and an exit code.",
        ["src/Reconvene/Hosting/RunningServer.cs"] = "A start that fails for any reason gives back what it took, and goes on failing.",
        ["src/Reconvene/Hosting/PreparedServer.cs"] = "A start that fails for any reason gives back what it took, and goes on failing.",
        ["src/Reconvene.Server/Platform/Data/GroupCommit.cs"] = "One write that fails must not fail the others of its group: each waiter gets its own error.",
        ["src/Reconvene.Server/Platform/Rounds.cs"] = "A background loop: an error is logged and the loop goes on.",
        ["src/Reconvene.Server/Connections/Tokens/TokenSpill.cs"] = "A background round: one pair that cannot be stored must not hold up the others.",
        ["src/Reconvene.Server/Connections/Rates/Lanes/RateLane.cs"] = "Whoever waits for a turn gets the error; the next one's turn comes all the same.",
        ["src/Reconvene.Server/Jobs/Scheduling/Cron/CronKeeper.cs"] = "A background loop: an error is logged and the loop goes on.",
        ["src/Reconvene.Server/Transcripts/Recognition/HttpRecogniser.cs"] = "The edge of a server of models: what its client throws by design becomes a failure, and all else goes on.",
        ["src/Reconvene.Server/Deliverables/Models/ModelClient.cs"] = "The edge of a server of models: what its client throws by design becomes a failure, and all else goes on.",
        ["src/Reconvene.Server/ZoomApps/ZoomAppUpkeep.cs"] = "A background loop: an error is logged and the loop goes on.",
        ["src/Reconvene.Server/Webhooks/Pump/PumpEvents.cs"] = "A background loop: an error is logged and the loop goes on.",
        ["src/Reconvene.Server/Webhooks/Pump/HandleEvent.cs"] = "One event that a handler cannot take is kept with its reason, and the others go on.",
        ["src/Reconvene.Server/Jobs/JobsHost.cs"] = "A background loop: an error is logged and the loop goes on.",
        ["src/Reconvene.Server/Jobs/Running/StepRunner.cs"] = "The job runner: an exception of a step is a failure of that job alone.",
    };

    public static IReadOnlyDictionary<string, string> LongFiles { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, string> PublicSetters { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
