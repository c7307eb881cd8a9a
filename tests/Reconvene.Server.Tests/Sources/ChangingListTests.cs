using Reconvene.Server.Tests.Ledger;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Sources;

/// <summary>A list of two pages whose token dies between the two.</summary>
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
