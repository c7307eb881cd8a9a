using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>A grant of which Zoom did not say whose it is waits to be given back, and ends nobody's living pair.</summary>
public sealed class UnknownGrantTests
{
    private static readonly TimeSpan UntilItIsTriedAgain = TimeSpan.FromMinutes(30);

    [Theory]
    [Engines]
    public async Task A_grant_of_an_unknown_person_does_not_end_the_pair_of_their_next_consent(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        world.Control.AddFault(new FaultRule { Path = "/oauth/revoke", Status = 503 });
        await FailAsync(world, times: 1);
        Assert.Equal((1, 1), (world.Revoked, await LeftAsync(world)));

        var id = await world.ConnectAsync();
        clock.Advance(UntilItIsTriedAgain);
        await world.DrainAsync();

        Assert.Equal((1, 0), (world.Revoked, await LeftAsync(world)));
        Assert.True(await world.WorksAsync(id));
        Assert.False(world.Control.OAuth.Grants[^1].IsEnded);
    }

    [Theory]
    [Engines]
    public async Task A_grant_that_Zoom_still_honours_is_left_alone_when_its_person_is_connected(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        await world.ConnectAsync();

        await FailAsync(world, times: 1);

        Assert.Equal((0, 0), (world.Revoked, await LeftAsync(world)));
        Assert.False(world.Control.OAuth.Grants[^1].IsEnded);
    }

    [Theory]
    [Engines]
    public async Task A_grant_of_an_unknown_person_who_has_no_connection_is_given_back(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var other = await world.ConnectAsync(PersonWorld.Priya);

        await FailAsync(world, times: 1);

        Assert.Equal((1, 0), (world.Revoked, await LeftAsync(world)));
        Assert.True(world.Control.OAuth.Grants.Single(grant => grant.UserEmail is PersonWorld.Maria).IsEnded);
        Assert.True(await world.WorksAsync(other));
    }

    [Theory]
    [Engines]
    public async Task While_Zoom_does_not_say_whose_a_grant_is_it_waits(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        await world.ConnectAsync(PersonWorld.Priya);

        await FailAsync(world, times: 2);
        Assert.Equal((0, 1), (world.Revoked, await LeftAsync(world)));
        clock.Advance(UntilItIsTriedAgain);
        await world.DrainAsync();

        Assert.Equal((1, 0), (world.Revoked, await LeftAsync(world)));
    }

    /// <summary>Maria consents while Zoom does not say who she is; it is asked again by the job that gives her grant back.</summary>
    private static async Task FailAsync(PersonWorld world, int times)
    {
        world.Control.AddFault(new FaultRule { Path = "/v2/users/{user}", Status = 503, Times = times });
        var visit = await world.ReturnAsync(await world.ConsentAsync(await world.BeginAsync()));
        Assert.StartsWith("/connect/failed", visit.Location, StringComparison.Ordinal);
        await world.DrainAsync();
    }

    private static Task<long> LeftAsync(PersonWorld world) =>
        world.Server.Database.FindAsync<long>("SELECT COUNT(*) FROM revocations", null, CancellationToken.None);
}
