using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Sources;
using Reconvene.Server.Tests.Sources;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>Hosts are remembered by id and address, whatever becomes of them at Zoom.</summary>
public sealed class HostTests
{
    private const string User = "/v2/users/{user}";

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_host_who_is_deactivated_or_deleted_at_Zoom_loses_nothing_here(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var host = world.UserId("priya.nair@sim.example");
        await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Mine", Host = "priya.nair@sim.example" }, CancellationToken.None);
        await world.DrainAsync();
        await world.Server.Services.GetRequiredService<TakenRecordings>().SettleAsync(CancellationToken.None);
        var before = (await world.OnlyRecordingAsync()).GetRawText();
        Assert.Equal(host, (await world.OnlyRecordingAsync()).Text("host_id"));

        foreach (var name in new[] { "user.deactivated", "user.disassociated", "user.deleted" })
        {
            world.Control.ClearFaults();
            if (name is "user.deleted")
            {
                world.Fault(404, """{"code":1001,"message":"User does not exist."}""", times: null, path: User);
            }

            await world.SendAsync(Event(world, name, host, "priya.nair@sim.example"));
            await world.SettleAsync();
            Assert.Equal(Lasting(before), Lasting((await world.OnlyRecordingAsync()).GetRawText()));
        }

        Assert.Equal("gone", await StatusAsync(world));
    }

    [Theory]
    [Engines]
    public async Task A_host_whose_address_changes_stays_the_same_host(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var host = world.UserId("priya.nair@sim.example");
        await world.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Mine", Host = "priya.nair@sim.example" }, CancellationToken.None);
        await world.DrainAsync();
        await world.SendAsync(Event(world, "user.updated", host, "what the event says is not believed"));
        await world.DrainAsync();
        Assert.Equal("priya.nair@sim.example", (await world.OnlyRecordingAsync()).Text("host_email"));

        world.Fault(200, JsonSerializer.Serialize(new { id = host, email = "priya.sharma@sim.example", status = "active" }), times: null, path: User);
        await world.SendAsync(Event(world, "user.updated", host, "priya.sharma@sim.example"));
        await world.DrainAsync();

        var recording = await world.OnlyRecordingAsync();
        Assert.Equal((host, "priya.sharma@sim.example"), (recording.Text("host_id"), recording.Text("host_email")));
        Assert.Equal(
            ["priya.nair@sim.example", "priya.sharma@sim.example"],
            await world.Server.Database.QueryAsync<string>("SELECT email FROM host_emails ORDER BY email", null, CancellationToken.None));
        Assert.Equal("active", await StatusAsync(world));
    }

    [Theory]
    [Engines]
    public async Task What_waits_for_a_host_is_looked_at_again_when_Zoom_says_something_of_the_user(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        var host = world.UserId("priya.nair@sim.example");
        world.Fault(403, """{"code":200,"message":"No permission."}""", times: null, path: "/v2/meetings/{meeting}/recordings");
        await world.OnlyAsync(host);
        await world.HoldQuietlyAsync("Was forbidden");
        await world.SyncAsync("?from_date=2026-03-02");
        Assert.Equal("needs_attention", (await world.OnlyRecordingAsync()).State());
        world.Control.ClearFaults();

        await world.SendAsync(Event(world, "user.activated", host, "priya.nair@sim.example"));
        await world.DrainAsync();

        Assert.Equal("ready", (await world.OnlyRecordingAsync()).State());
    }

    [Theory]
    [Engines]
    public async Task An_event_of_a_user_without_recordings_asks_nothing(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        world.Control.ClearLog();
        await world.SendAsync(Event(world, "user.deleted", "nobody-known", "nobody@sim.example"));
        await world.DrainAsync();
        Assert.Empty(world.Control.Log);
    }

    private static Task<string?> StatusAsync(World world) =>
        world.Server.Database.FindAsync<string>("SELECT status FROM hosts", null, CancellationToken.None);

    /// <summary>All but the address, which Zoom tells when it is asked, and the next look.</summary>
    private static string Lasting(string recording)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(recording)!.AsObject();
        node.Remove("host_email");
        node.Remove("next_check_at");
        return node.ToJsonString();
    }

    private static string Event(World world, string name, string user, string email) => JsonSerializer.Serialize(new
    {
        @event = name,
        event_ts = world.Control.Now.ToUnixTimeMilliseconds(),
        payload = new { account_id = world.Control.World().AccountId, @object = new { id = user, email, type = 1 } },
    });
}
