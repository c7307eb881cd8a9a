using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Simulator.Control;
using Reconvene.Testing;
using Reconvene.Zoom;

namespace Reconvene.Server.Tests.Connections;

/// <summary>One asks Zoom for the next token, over all nodes; the others wait for it.</summary>
public sealed class TokenLeaseTests
{
    private const string Refresh = "refresh_token";
    private const string TokenRoute = "/oauth/token";

    // Past the point from which a token is renewed ahead of its end.
    private static readonly TimeSpan NearTheEnd = TimeSpan.FromMinutes(51);

    [Fact]
    public async Task Two_servers_and_fifty_callers_at_the_end_of_a_token_make_one_request_in_each_of_ten_rounds()
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(TestEngine.Postgres, clock);
        var id = await world.ConnectAsync();
        await using var other = await world.Server.SecondNodeAsync();

        for (var round = 1; round <= 10; round++)
        {
            clock.Advance(NearTheEnd);
            var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(
                caller => world.WorksAsync(id, caller % 2 is 0 ? world.Server : other)));
            Assert.All(all, Assert.True);
            Assert.Equal(round, world.Asked(Refresh));
        }

        world.AssertEachPairUsedOnce();
    }

    [Fact]
    public async Task An_answer_that_takes_thirty_seconds_lets_nobody_else_ask()
    {
        var clock = new TestClock();
        var opened = 0;
        await using var world = await PersonWorld.StartAsync(TestEngine.Postgres, clock, decorate: Counting);
        var id = await world.ConnectAsync();
        await using var other = await world.Server.SecondNodeAsync();
        clock.Advance(NearTheEnd);
        world.Control.AddFault(new FaultRule { Path = TokenRoute, Gate = "slow" });

        var first = world.WorksAsync(id);
        await world.TokenAskedAsync();
        var second = world.WorksAsync(id, other);
        clock.Advance(TimeSpan.FromSeconds(30));
        await LookedAgainAsync(() => opened);
        world.Control.ReleaseGate("slow");

        Assert.True(await first);
        Assert.True(await second);
        Assert.Equal(1, world.Asked(Refresh));

        DbConnection Counting(DbConnection inner)
        {
            Interlocked.Increment(ref opened);
            return inner;
        }
    }

    [Fact]
    public async Task A_node_that_lost_its_lease_finds_the_other_s_pair_and_drops_its_own_answer()
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(TestEngine.Postgres, clock);

        // Both answers count at Zoom, so that only the fence decides which is kept.
        world.Control.Switches.ReplacedRefreshTokenLife = TimeSpan.FromHours(1);
        var id = await world.ConnectAsync();
        await using var other = await world.Server.SecondNodeAsync();
        clock.Advance(NearTheEnd);
        var frozen = (await world.Server.Services.GetRequiredService<TokenStore>().FindAsync(Key(id), CancellationToken.None))!;
        Assert.NotNull(await world.Server.Services.GetRequiredService<TokenLeases>().TryTakeAsync(frozen, CancellationToken.None));

        clock.Advance(TokenLeases.Life);
        Assert.True(await world.WorksAsync(id, other));
        var store = world.Server.Services.GetRequiredService<TokenStore>();
        var late = await SealedToken.SealAsync(
            world.Server.Services.GetRequiredService<Reconvene.Server.Platform.Secrets.Sealer>(),
            Key(id),
            frozen.Token! with { AccessToken = new Secret("canary-late-token") },
            CancellationToken.None);

        Assert.False(await store.StoreAsync(Key(id), frozen.Version, late, isEarly: false, CancellationToken.None));
        Assert.Equal(1, world.Asked(Refresh));
        Assert.True(await world.WorksAsync(id));
        Assert.Equal(1, world.Asked(Refresh));
    }

    [Fact]
    public async Task A_lease_is_given_back_only_by_its_holder()
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(TestEngine.Postgres, clock);
        var id = await world.ConnectAsync();
        var leases = world.Server.Services.GetRequiredService<TokenLeases>();
        var row = (await world.Server.Services.GetRequiredService<TokenStore>().FindAsync(Key(id), CancellationToken.None))!;
        var old = (await leases.TryTakeAsync(row, CancellationToken.None))!;
        Assert.Null(await leases.TryTakeAsync(row, CancellationToken.None));

        clock.Advance(TokenLeases.Life);
        Assert.NotNull(await leases.TryTakeAsync(row, CancellationToken.None));
        await leases.ReleaseAsync(old, isOutcomeUnknown: false, CancellationToken.None);

        Assert.Null(await leases.TryTakeAsync(row, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task A_node_that_dies_with_the_lease_holds_the_others_up_for_its_life_and_no_longer(TestEngine engine)
    {
        var clock = new TestClock();
        var opened = 0;
        await using var world = await PersonWorld.StartAsync(engine, clock, decorate: Counting);
        var id = await world.ConnectAsync();
        clock.Advance(NearTheEnd);
        var row = (await world.Server.Services.GetRequiredService<TokenStore>().FindAsync(Key(id), CancellationToken.None))!;
        Assert.NotNull(await world.Server.Services.GetRequiredService<TokenLeases>().TryTakeAsync(row, CancellationToken.None));

        var call = world.WorksAsync(id);
        await LookedAgainAsync(() => opened);
        Assert.False(call.IsCompleted);
        clock.Advance(TokenLeases.Life);

        Assert.True(await call);
        Assert.Equal(1, world.Asked(Refresh));

        DbConnection Counting(DbConnection inner)
        {
            Interlocked.Increment(ref opened);
            return inner;
        }
    }

    private static TokenKey Key(long id) => new(Reconvene.Server.Accounts.TenantId.First, new(id));

    /// <summary>Until whoever waits for the lease has looked several times: each look opens two connections.</summary>
    private static async Task LookedAgainAsync(Func<int> opened)
    {
        var seen = opened();
        while (opened() < seen + 10)
        {
            await Task.Yield();
        }
    }
}
