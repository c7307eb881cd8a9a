using Reconvene.Server.Tests.Ledger;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>A list of two pages that changes, or whose token dies, between the two.</summary>
public sealed class ChangingListTests
{
    private const int Many = 301;

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task Of_a_token_that_dies_after_a_full_page_that_page_is_read_twice_and_counted_once(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        world.Control.AddFault(new FaultRule
        {
            Path = SyncScene.Listing, Nth = 2, Status = 400, Body = """{"code":300,"message":"The next page token is either invalid or expired."}""",
        });

        var task = await world.SyncAsync("?from_date=2026-03-02");

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal((Many, Many, Many, Many), (task.Count("announced"), task.Count("listed"), task.Count("found"), task.Count("saved")));
        Assert.Equal(4, world.Listings().Count);
        Assert.Equal(Many, (await UuidsAsync(world)).Count);
    }

    [Theory]
    [Engines]
    public async Task Whatever_becomes_of_recordings_between_two_pages_none_that_stays_is_missed(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        var all = world.Control.Files().Where(file => file.StartsAt > _clock.GetUtcNow().AddHours(-2)).GroupBy(file => file.MeetingUuid, StringComparer.Ordinal).Select(files => files.First())
            .ToList();
        world.Control.AddFault(new FaultRule { Path = SyncScene.Listing, Nth = 2, Gate = "second page" });
        var started = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/sources/{world.Source}/sync?from_date=2026-03-02");
        await world.ListingsAsync(2);

        // One of the first page goes, so that the others move up.
        await world.TrashAsync(all[10].MeetingUuid);
        world.Control.ReleaseGate("second page");
        await world.DrainAsync();

        var task = await world.TaskAsync(started);
        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal(task.Count("announced"), task.Count("listed"));
        Assert.Empty(all.Select(file => file.MeetingUuid).Except(await UuidsAsync(world), StringComparer.Ordinal));

        // One goes and another comes: as many as before, and not the same. A file changes too.
        world.Control.ClearFaults();
        Unmade(world);
        world.Control.ClearLog();
        world.Control.AddFault(new FaultRule { Path = SyncScene.Listing, Nth = 2, Gate = "again" });
        await world.HoldQuietlyAsync("So that there are two pages", "transcript");
        started = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/sources/{world.Source}/sync?from_date=2026-03-01");
        await world.ListingsAsync(2);
        await world.TrashAsync(all[20].MeetingUuid);
        var newcomer = await world.HoldQuietlyAsync("Newcomer", "transcript");
        world.Control.ResizeFile(all[30].Key, 123_456);
        world.Control.ReleaseGate("again");
        await world.DrainAsync();
        await world.SyncAsync("?from_date=2026-03-02");

        Assert.True((await world.TaskAsync(started)).State() is "SUCCESS");
        Assert.Contains(newcomer.Meeting.Uuid, await UuidsAsync(world), StringComparer.Ordinal);
        Assert.Equal(123_456, await world.Server.Database.FindAsync<long>(
            "SELECT f.listed_bytes FROM recording_files f JOIN recordings r ON r.id = f.recording_id JOIN meetings m ON m.id = r.meeting_id WHERE m.meeting_uuid = @uuid",
            new { uuid = all[30].MeetingUuid },
            CancellationToken.None));
        await Checker.CheckAsync(world.Server);
    }

    private async Task<World> StartAsync(TestEngine engine)
    {
        var world = await SyncScene.StartAsync(engine, _clock);
        world.Control.WebhookTarget = null;
        await world.OnlyAsync(world.UserId("priya.nair@sim.example"));
        for (var number = 0; number < Many; number++)
        {
            await world.HoldQuietlyAsync($"One of many {number}", "transcript");
        }

        Unmade(world);
        return world;
    }

    /// <summary>What is made of them is not the matter of these tests.</summary>
    private static void Unmade(World world) => world.Control.AddFault(
        new FaultRule { Method = "GET", Path = "/v2/meetings/{meeting}/recordings", Times = null, Status = 503 });

    private static async Task<IReadOnlyList<string>> UuidsAsync(World world) =>
        await world.Server.Database.QueryAsync<string>("SELECT meeting_uuid FROM meetings", null, CancellationToken.None);
}
