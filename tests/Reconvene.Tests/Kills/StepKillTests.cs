using Reconvene.Testing;

namespace Reconvene.Tests.Kills;

/// <summary>
/// The sweep: the process dies at the start and at the stop of every span of every step, one death after the other on the
/// same data, and must bring everything home all the same. Each engine has a class of its own, so that both run at once.
/// </summary>
public abstract class StepKillTests(TestEngine engine)
{
    private static readonly string[] Download =
        ["step.DownloadFiles", "download.rename", "download.record", "step.DownloadFiles.effect"];

    // More deaths than a step is usually forgiven, should all of them meet one recording.
    private static readonly Dictionary<string, string> Forgiving = new(StringComparer.Ordinal) { ["Jobs:Starts"] = "20" };

    [Theory]
    [InlineData("LookUpRecording")]
    [InlineData("DownloadFiles")]
    [InlineData("BeginUnderstanding")]
    [InlineData("Transcribe")]
    [InlineData("MakeDeliverable")]
    [InlineData("FinishRecording")]
    public async Task A_sync_whose_server_dies_around_every_effect_of_a_step_brings_everything_once(string step)
    {
        await using var stage = await Stage.SetAsync(engine, Forgiving);

        var deaths = await stage.DieAtAsync(PointsOf(step), (_, client) => stage.StartSyncAsync(client));

        var outcome = await stage.ServeToTheEndAsync();
        await outcome.AssertWholeAsync(deaths);
        Assert.Contains(outcome.Tasks, task => task.Kind.Contains("sync", StringComparison.Ordinal));
    }

    /// <summary>There is one such job, so only the last death may be behind its effect.</summary>
    [Theory]
    [InlineData("step.ListRecordings.effect")]
    [InlineData("step.ListRecordings")]
    public async Task A_sync_comes_whole_though_the_server_dies_around_its_pages_and_its_effect(string last)
    {
        await using var stage = await Stage.SetAsync(engine);

        KillPoint[] points =
        [
            new("step.ListRecordings", AtStop: false, 1),
            new("sync.page", AtStop: false, 1),
            new("sync.page", AtStop: true, 1),
            new("step.ListRecordings.effect", AtStop: false, 1),
            new(last, AtStop: true, 1),
        ];
        var deaths = await stage.DieAtAsync(points, (_, client) => stage.StartSyncAsync(client));

        var outcome = await stage.ServeToTheEndAsync();
        await outcome.AssertWholeAsync(deaths);
        Assert.Contains(outcome.Tasks, task => task.Kind.Contains("sync", StringComparison.Ordinal));
    }

    /// <summary>There is one such job, so only the last death may be behind its effect.</summary>
    [Theory]
    [InlineData("step.LearnRecording.effect")]
    [InlineData("step.LearnRecording")]
    public async Task A_recording_learned_by_webhook_comes_once_though_the_server_dies_around_the_effect_of_learning_it(string last)
    {
        await using var stage = await Stage.SetAsync(engine);
        var body = await Events.OfAMeetingAsync(stage.Control, "recording.completed");

        KillPoint[] points =
        [
            new("step.LearnRecording", AtStop: false, 1),
            new("step.LearnRecording.effect", AtStop: false, 1),
            new(last, AtStop: true, 1),
        ];
        var deaths = await stage.DieAtAsync(points, (child, _) => Events.SendAsync(stage.Control, child, body));

        var outcome = await stage.ServeToTheEndAsync();
        await outcome.AssertWholeAsync(deaths);
        Assert.Single(outcome.Recordings);
    }

    private static IEnumerable<KillPoint> PointsOf(string step)
    {
        var spans = step switch
        {
            "DownloadFiles" => Download,
            _ => [$"step.{step}", $"step.{step}.effect"],
        };
        return spans.SelectMany(span => new[] { new KillPoint(span, AtStop: false, 1), new KillPoint(span, AtStop: true, 1) });
    }
}
