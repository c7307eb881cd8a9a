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

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

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
        using var waiter = new Waiter();
        await using var world = await PersonWorld.StartAsync(TestEngine.Postgres, clock, decorate: waiter.Count);
        var id = await world.ConnectAsync();
        await using var other = await world.Server.SecondNodeAsync();
        clock.Advance(NearTheEnd);
        world.Control.AddFault(new FaultRule { Path = TokenRoute, Gate = "slow" });

        var first = world.WorksAsync(id);
        await world.TokenAskedAsync();
        var second = waiter.BeginAsync(() => world.WorksAsync(id, other));
        clock.Advance(TimeSpan.FromSeconds(30));
        await waiter.LookedAgainAsync();
        Assert.False(second.IsCompleted);
        Assert.Equal(1, world.Asked(Refresh));
        world.Control.ReleaseGate("slow");

        Assert.True(await first.WaitAsync(Limit));
        Assert.True(await second.WaitAsync(Limit));
        Assert.Equal(1, world.Asked(Refresh));
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
        using var waiter = new Waiter();
        await using var world = await PersonWorld.StartAsync(engine, clock, decorate: waiter.Count);
        var id = await world.ConnectAsync();
        clock.Advance(NearTheEnd);
        var row = (await world.Server.Services.GetRequiredService<TokenStore>().FindAsync(Key(id), CancellationToken.None))!;
        Assert.NotNull(await world.Server.Services.GetRequiredService<TokenLeases>().TryTakeAsync(row, CancellationToken.None));

        var call = waiter.BeginAsync(() => world.WorksAsync(id));
        await waiter.LookedAgainAsync();
        Assert.False(call.IsCompleted);
        Assert.Equal(0, world.Asked(Refresh));
        clock.Advance(TokenLeases.Life);

        Assert.True(await call.WaitAsync(Limit));
        Assert.Equal(1, world.Asked(Refresh));
    }

    [Theory]
    [Engines]
    public async Task When_the_app_s_secret_cannot_be_read_no_lease_is_taken_and_the_next_call_asks_at_once(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await world.ConnectAsync();
        clock.Advance(NearTheEnd);

        await FailToReadTheAppAsync(world, id);

        Assert.True(await world.WorksAsync(id).WaitAsync(Limit));
        Assert.Equal(1, world.Asked(Refresh));
    }

    [Theory]
    [Engines]
    public async Task A_refresh_token_that_was_never_sent_is_not_said_to_be_lost_in_rotation(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await world.ConnectAsync();
        world.Control.Switches.MuteWebhooks = true;
        clock.Advance(NearTheEnd);
        await FailToReadTheAppAsync(world, id);
        await world.Control.OAuth.DeauthorizeAsync(world.App.ClientId, PersonWorld.Maria, CancellationToken.None);

        // Past the life of any lease.
        clock.Advance(TokenLeases.Life);
        Assert.False(await world.WorksAsync(id));

        var view = await world.CredentialAsync(id);
        Assert.True(view.GetProperty("needs_reauth").GetBoolean());
        Assert.DoesNotContain("lost in rotation", view.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestEngine.Sqlite, "UPDATE zoom_tokens SET refresh_token_sealed = NULL", "no refresh token")]
    [InlineData(TestEngine.Postgres, "UPDATE zoom_tokens SET refresh_token_sealed = NULL", "no refresh token")]
    [InlineData(TestEngine.Sqlite, "UPDATE zoom_apps SET client_secret_sealed = NULL", "no client id and secret")]
    [InlineData(TestEngine.Postgres, "UPDATE zoom_apps SET client_secret_sealed = NULL", "no client id and secret")]
    public async Task A_connection_that_has_nothing_to_show_to_Zoom_needs_no_lease_to_be_refused(
        TestEngine engine, string take, string reason)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await world.ConnectAsync();
        await SayAsync(world, take);
        clock.Advance(TimeSpan.FromHours(1));
        var row = (await world.Server.Services.GetRequiredService<TokenStore>().FindAsync(Key(id), CancellationToken.None))!;
        Assert.NotNull(await world.Server.Services.GetRequiredService<TokenLeases>().TryTakeAsync(row, CancellationToken.None));

        Assert.False(await world.WorksAsync(id).WaitAsync(Limit));

        Assert.Equal(0, world.Asked(Refresh));
        Assert.Contains(
            reason, (await world.CredentialAsync(id)).GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    private static TokenKey Key(long id) => new(Reconvene.Server.Accounts.TenantId.First, new(id));

    /// <summary>One call while the app's row cannot be read; everything else of the database can.</summary>
    private static async Task FailToReadTheAppAsync(PersonWorld world, long id)
    {
        await SayAsync(world, "ALTER TABLE zoom_apps RENAME TO zoom_apps_away");
        await Assert.ThrowsAnyAsync<DbException>(() => world.CallAsync(id));
        await SayAsync(world, "ALTER TABLE zoom_apps_away RENAME TO zoom_apps");
    }

    private static async Task SayAsync(PersonWorld world, string sql)
    {
        await using var work = await world.Server.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(sql, null, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    /// <summary>A call that waits for the lease, and what it alone asks of the database while it waits.</summary>
    private sealed class Waiter : IDisposable
    {
        // Each look opens three: for the app, for the lease, for the token that the other may have brought.
        private const int SeveralLooks = 10;

        private readonly AsyncLocal<bool> _isWaiters = new();
        private readonly SemaphoreSlim _opened = new(0);

        public DbConnection Count(DbConnection inner)
        {
            if (_isWaiters.Value)
            {
                _opened.Release();
            }

            return inner;
        }

        /// <summary>The mark is on all that the call sets off, and on nothing of its caller's.</summary>
        public async Task<bool> BeginAsync(Func<Task<bool>> call)
        {
            _isWaiters.Value = true;
            return await call();
        }

        /// <summary>Until it has looked several times more than by now.</summary>
        public async Task LookedAgainAsync()
        {
            while (_opened.Wait(0))
            {
                // Looks of before do not count.
            }

            for (var look = 0; look < SeveralLooks; look++)
            {
                Assert.True(await _opened.WaitAsync(Limit), $"The waiter opened {look} connections and then no more.");
            }
        }

        public void Dispose() => _opened.Dispose();
    }
}
