using System.Text.Json;
using Reconvene.Server.Tests.Ledger;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>F33, F34: a list of two pages that changes, or whose token dies, between the two.</summary>
public sealed class ChangingListTests
{
    private const int Many = 301;

    private readonly TestClock _clock = new();
    private readonly List<string> _held = [];

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
    public async Task When_a_recording_goes_between_two_pages_none_that_stays_is_missed(TestEngine engine)
    {
        await using var world = await StartAsync(engine);

        // One of the first page: the others move up, and one passes from the second page to the first, unseen.
        var task = await BetweenPagesAsync(world, "gone", () => world.TrashAsync(_held[Many / 2]));

        Assert.True(task.State() is "SUCCESS", world.Explain(task));
        Assert.Equal((Many - 1, Many - 1), (task.Count("announced"), task.Count("listed")));
        Assert.Empty(_held.Except(await UuidsAsync(world), StringComparer.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task When_one_goes_another_comes_and_a_third_changes_between_two_pages_the_next_sync_has_them_all(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        var changed = _held[Many / 3];
        var task = await BetweenPagesAsync(world, "changed", async () =>
        {
            await world.TrashAsync(_held[Many / 2]);
            _held.Add((await world.HoldQuietlyAsync("Newcomer", "transcript")).Meeting.Uuid);
            world.Control.ResizeFile(world.Control.Files().First(file => file.MeetingUuid == changed).Key, 123_456);
        });
        Assert.True(task.State() is "SUCCESS", world.Explain(task));

        await world.SyncAsync("?from_date=2026-03-02");

        Assert.Empty(_held.Except(await UuidsAsync(world), StringComparer.Ordinal));
        Assert.Contains(123_456L, await world.Server.Database.QueryAsync<long>(
            """
            SELECT f.listed_bytes FROM recording_files f JOIN recordings r ON r.id = f.recording_id JOIN meetings m ON m.id = r.meeting_id
            WHERE m.meeting_uuid = @changed
            """,
            new { changed },
            CancellationToken.None));
    }

    private async Task<World> StartAsync(TestEngine engine)
    {
        var world = await SyncScene.StartAsync(engine, _clock);
        world.Control.WebhookTarget = null;
        await world.OnlyAsync(world.UserId("priya.nair@sim.example"));
        for (var number = 0; number < Many; number++)
        {
            _held.Add((await world.HoldQuietlyAsync($"One of many {number}", "transcript")).Meeting.Uuid);
        }

        Unmade(world);
        return world;
    }

    /// <summary>A sync during whose second page something happens at Zoom.</summary>
    private static async Task<JsonElement> BetweenPagesAsync(World world, string gate, Func<Task> happens)
    {
        world.Control.AddFault(new FaultRule { Path = SyncScene.Listing, Nth = 2, Gate = gate });
        var started = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/sources/{world.Source}/sync?from_date=2026-03-02");
        await world.ListingsAsync(2);
        await happens();
        world.Control.ReleaseGate(gate);
        await world.DrainAsync();
        return await world.TaskAsync(started);
    }

    /// <summary>What is made of them is not the matter of these tests.</summary>
    private static void Unmade(World world) => world.Control.AddFault(
        new FaultRule { Method = "GET", Path = "/v2/meetings/{meeting}/recordings", Times = null, Status = 503 });

    private static async Task<IReadOnlyList<string>> UuidsAsync(World world) =>
        await world.Server.Database.QueryAsync<string>("SELECT meeting_uuid FROM meetings", null, CancellationToken.None);
}
