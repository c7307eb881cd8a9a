using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Tests.Connections;
using Reconvene.Server.Tests.Sources;
using Reconvene.Server.ZoomApps;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>F41: events stop, syncs heal it, and someone is told.</summary>
public sealed class SilentWebhookTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task When_syncs_find_what_events_should_have_told_of_an_alert_says_since_when_and_ends_with_the_next_event(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.Maria());
        var target = world.Control.WebhookTarget;
        _clock.Advance(TimeSpan.FromMinutes(30));
        await HoldAsync(world, "Told");
        Assert.Empty(await world.Owner.OpenAlertsAsync());

        world.Control.WebhookTarget = null;
        _clock.Advance(TimeSpan.FromHours(1));
        await HoldAsync(world, "Untold");
        _clock.Advance(TimeSpan.FromHours(1));
        await world.SyncAsync("?from_date=2026-03-02");
        Assert.Empty(await world.Owner.OpenAlertsAsync());
        await HoldAsync(world, "Untold too");
        _clock.Advance(TimeSpan.FromHours(3));
        await world.SyncAsync("?from_date=2026-03-02");

        var alert = Assert.Single(await world.Owner.OpenAlertsAsync());
        Assert.Equal("webhooks.silent", alert.Text("kind"));
        Assert.Contains("has sent no event since 2026-03-02 09:30 UTC", alert.Text("message"), StringComparison.Ordinal);
        Assert.Contains("Event Subscriptions", alert.Text("message"), StringComparison.Ordinal);
        var untold = await world.OnlyRecordingOfAsync("Untold too");
        Assert.Equal(("ready", "sync"), (untold.State(), untold.Text("learned_by")));
        Assert.Equal("webhook", (await world.OnlyRecordingOfAsync("Told")).Text("learned_by"));

        world.Control.WebhookTarget = target;
        await HoldAsync(world, "Told again");
        Assert.Empty(await world.Owner.OpenAlertsAsync());
    }

    [Theory]
    [Engines]
    public async Task An_app_whose_events_never_came_is_told_of_and_one_without_a_secret_is_not(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await world.OnlyAsync(world.Maria());
        world.Control.WebhookTarget = null;
        await world.SyncAsync("?from_date=2026-01-01");
        Assert.Empty(await world.Owner.OpenAlertsAsync());
        _clock.Advance(TimeSpan.FromHours(1));
        await HoldAsync(world, "Untold");
        _clock.Advance(TimeSpan.FromHours(2));
        await world.SyncAsync("?from_date=2026-03-02");

        Assert.Contains("has never sent an event", Assert.Single(await world.Owner.OpenAlertsAsync()).Text("message"), StringComparison.Ordinal);

        await using var other = await SyncScene.StartAsync(engine, _clock);
        await other.OnlyAsync(other.Maria());
        other.Control.WebhookTarget = null;
        await using (var work = await other.Server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("UPDATE zoom_apps SET webhook_secrets_sealed = NULL", null, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        _clock.Advance(TimeSpan.FromHours(1));
        await HoldAsync(other, "By sync alone");
        _clock.Advance(TimeSpan.FromHours(2));
        await other.SyncAsync("?from_date=2026-03-02");
        Assert.Equal("ready", (await other.OnlyRecordingOfAsync("By sync alone")).State());
        Assert.Empty(await other.Owner.OpenAlertsAsync());
    }

    private static async Task HoldAsync(World world, string topic)
    {
        await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = topic, Host = "maria.keller@sim.example", Files = ["audio", "transcript"] }, CancellationToken.None);
        await world.DrainAsync();
        await world.Server.Services.GetRequiredService<ZoomAppSightings>().FlushAsync(CancellationToken.None);
    }
}
