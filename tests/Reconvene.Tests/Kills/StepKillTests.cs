using Reconvene.Testing;

namespace Reconvene.Tests.Kills;

/// <summary>
/// The sweep: the process dies at the start and at the stop of every span of every step, one death after the other on the
/// same data, and must bring everything home all the same. Each engine has a class of its own, so that both run at once.
/// </summary>
public abstract class StepKillTests(TestEngine engine)
{
    /// <summary>Two spans a time: should all four deaths meet one recording, it is still forgiven.</summary>
    [Theory]
    [InlineData("step.LookUpRecording", "step.LookUpRecording.effect")]
    [InlineData("step.DownloadFiles", "step.DownloadFiles.effect")]
    [InlineData("download.rename", "download.record")]
    [InlineData("step.BeginUnderstanding", "step.BeginUnderstanding.effect")]
    [InlineData("step.Transcribe", "step.Transcribe.effect")]
    [InlineData("step.MakeDeliverable", "step.MakeDeliverable.effect")]
    [InlineData("step.FinishRecording", "step.FinishRecording.effect")]
    public async Task A_sync_whose_server_dies_around_every_effect_of_a_step_brings_everything_once(string outer, string inner)
    {
        await using var stage = await Stage.SetAsync(engine);

        KillPoint[] points =
        [
            new(outer, AtStop: false, 1),
            new(outer, AtStop: true, 1),
            new(inner, AtStop: false, 1),
            new(inner, AtStop: true, 1),
        ];
        var deaths = await stage.DieAtAsync(points, (_, client) => stage.StartSyncAsync(client));

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
}
