using Reconvene.Testing;

namespace Reconvene.Tests.Kills;

public sealed class WebhookKillTests
{
    [Theory]
    [Engines]
    public Task An_event_whose_server_dies_before_storing_it_is_not_acknowledged_and_its_repetition_is_handled_once(TestEngine engine) =>
        RepeatAsync(engine, atStop: false);

    [Theory]
    [Engines]
    public Task An_event_whose_server_dies_after_storing_it_is_handled_once_though_it_comes_again(TestEngine engine) =>
        RepeatAsync(engine, atStop: true);

    private static async Task RepeatAsync(TestEngine engine, bool atStop)
    {
        await using var stage = await Stage.SetAsync(engine);
        var body = await Events.OfAMeetingAsync(stage.Control, "recording.completed");
        await using (var doomed = stage.Serve(new KillPoint("webhook.store", atStop, Nth: 1)))
        {
            Assert.Null(await Events.SendAsync(stage.Control, doomed, body));
            Assert.Equal(Stage.DiedBySigKill, await doomed.WaitForExitAsync());
        }

        Assert.Equal(atStop ? 1 : 0, await InboxAsync(stage));
        await using var next = stage.Serve();
        using var client = await stage.ClientAsync(next);
        Assert.Equal(200, await Events.SendAsync(stage.Control, next, body));
        Assert.Equal(200, await Events.SendAsync(stage.Control, next, body));

        await Stage.UntilAsync(
            async () => await Held.CountAsync(stage.Database, "SELECT COUNT(*) FROM webhook_events WHERE state = 'done'") is 1,
            "the event is handled");
        var outcome = await stage.EndAsync(client, next);
        await outcome.AssertWholeAsync();
        Assert.Equal(1, await InboxAsync(stage));
        Assert.Single(outcome.Tasks, task => task.Kind is "learn-recording");
        Assert.Single(outcome.Recordings);
    }

    private static Task<int> InboxAsync(Stage stage) => Held.CountAsync(stage.Database, "SELECT COUNT(*) FROM webhook_events");
}
