using System.Text.Json;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Testing;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Tests.Sources;

/// <summary>Recordings that lie in Zoom's trash.</summary>
public sealed class TrashTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task What_is_in_the_trash_is_known_and_not_fetched_until_it_is_recovered(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await IncludeTrashAsync(world);
        var lost = await world.HoldQuietlyAsync("In the trash", "audio", "transcript");
        var zoom = await world.ClientAsync();
        var uuid = new MeetingUuid(lost.Meeting.Uuid);
        await zoom.TrashRecordingAsync(MeetingReference.Of(uuid), CancellationToken.None);

        var task = await world.SyncAsync("?from_date=2026-03-02");

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal((1, 0), (task.Count("trashed"), task.Count("found")));
        var trashed = await world.OnlyRecordingAsync();
        Assert.Equal("gone_at_zoom", trashed.State());
        Assert.All(trashed.Files(), file => Assert.Equal("missing", file.State()));
        foreach (var words in (string[])["2026-04-01", "recover it at Zoom"])
        {
            Assert.Contains(words, trashed.GetProperty("reason").GetString(), StringComparison.Ordinal);
        }

        var day = Assert.Single((await world.GetAsync("/api/v1/ledger?from=2026-03-02")).EnumerateArray());
        Assert.Equal((2, 0, 2), (day.GetProperty("listed").GetInt32(), day.GetProperty("held").GetInt32(), day.GetProperty("missing_count").GetInt32()));
        Assert.DoesNotContain(world.Control.Log, request => request.Path.StartsWith("/rec/", StringComparison.Ordinal));

        await using (var watch = await WrittenRows.WatchAsync(world.Server))
        {
            Assert.Equal(1, (await world.SyncAsync("?from_date=2026-03-02")).Count("trashed"));
            Assert.Equal(0, await watch.CountAsync());
        }

        await zoom.RecoverRecordingAsync(uuid, CancellationToken.None);
        Assert.Equal((0, 1), await CountsAsync(world));
        var back = await world.OnlyRecordingAsync();
        Assert.Equal("ready", back.State());
        world.HoldsWhatZoomHas(back, lost.Meeting.Uuid);
        await Checker.CheckAsync(world.Server);
    }

    [Theory]
    [Engines]
    public async Task What_is_held_stays_held_when_the_trash_lists_it(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, _clock);
        await IncludeTrashAsync(world);
        var held = await world.HoldQuietlyAsync("Held before", "audio", "transcript");
        await world.SyncAsync("?from_date=2026-03-02");
        var before = await world.OnlyRecordingAsync();
        Assert.Equal("ready", before.State());
        await (await world.ClientAsync()).TrashRecordingAsync(MeetingReference.Of(new MeetingUuid(held.Meeting.Uuid)), CancellationToken.None);

        Assert.Equal((1, 0), await CountsAsync(world));

        var after = await world.OnlyRecordingAsync();
        Assert.Equal(("listed", "trashed"), (before.GetProperty("at_zoom").GetString(), after.GetProperty("at_zoom").GetString()));
        Assert.Equal("ready", after.State());
        Assert.Equal(before.GetProperty("files").GetRawText(), after.GetProperty("files").GetRawText());
    }

    private static async Task IncludeTrashAsync(World world)
    {
        var answer = await world.Owner.SendAsync(HttpMethod.Patch, $"/api/v1/sources/{world.Source}", JsonSerializer.Serialize(new
        {
            config = new { user_id = world.UserId("priya.nair@sim.example"), include_trash = true },
        }));
        Assert.True(answer.Code is 200, answer.Text);
    }

    private static async Task<(int Trashed, int Found)> CountsAsync(World world)
    {
        var task = await world.SyncAsync("?from_date=2026-03-02");
        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        return (task.Count("trashed"), task.Count("found"));
    }
}
