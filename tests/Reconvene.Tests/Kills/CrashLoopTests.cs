using Reconvene.Client.Tasks;
using Reconvene.Testing;

namespace Reconvene.Tests.Kills;

public sealed class CrashLoopTests
{
    private const int Starts = 5;

    [Theory]
    [Engines]
    public async Task A_recording_that_kills_the_server_each_time_is_given_up_after_five_starts_and_the_others_go_on(TestEngine engine)
    {
        await using var stage = await Stage.SetAsync(engine);
        var poison = new KillPoint("step.Transcribe", AtStop: false, 1, "recording:2");
        await stage.DieAtAsync(Enumerable.Repeat(poison, Starts), (_, client) => stage.StartSyncAsync(client));

        await using var survivor = stage.Serve(poison);
        using var client = await stage.ClientAsync(survivor);
        var outcome = await stage.EndAsync(client, survivor);

        var lost = Assert.Single(outcome.Tasks, task => task.State is not TaskStates.Success);
        Assert.Equal((TaskStates.Failure, "recording:2"), (lost.State, lost.Subject));
        Assert.StartsWith($"Crash loop: step 'Transcribe' was started {Starts} times", lost.Error, StringComparison.Ordinal);
        Assert.Contains(outcome.Recordings, recording => recording.State is "ready");
        Assert.Single(outcome.Recordings, recording => recording.State is "needs_attention");
    }
}
