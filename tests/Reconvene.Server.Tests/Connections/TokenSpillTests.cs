using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Reconvene.Server.Tests.Platform.Http;
using Reconvene.Simulator.Control;
using Reconvene.Testing;
using Reconvene.Zoom;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Tests.Connections;

/// <summary>Zoom has replaced the pair, and the database does not take the new one.</summary>
public sealed class TokenSpillTests
{
    private const string Refresh = "refresh_token";
    private const string TokenRoute = "/oauth/token";

    // Past the point from which a token is renewed ahead of its end.
    private static readonly TimeSpan NearTheEnd = TimeSpan.FromMinutes(51);

    [Theory]
    [Engines]
    public async Task A_new_pair_that_the_database_cannot_take_is_kept_sealed_in_a_file_and_used_only_once_it_is_stored(TestEngine engine)
    {
        var clock = new TestClock();
        var isDown = false;
        await using var world = await PersonWorld.StartAsync(
            engine, clock, decorate: inner => isDown ? new FaultyConnection(inner, () => new NpgsqlException("away")) : inner);
        var id = await world.ConnectAsync();
        clock.Advance(NearTheEnd);
        world.Control.AddFault(new FaultRule { Path = TokenRoute, Gate = "answer" });

        var call = world.CallAsync(id);
        await world.TokenAskedAsync();
        isDown = true;
        world.Control.ReleaseGate("answer");

        Assert.Equal(ZoomFailureKind.Unavailable, Assert.IsType<ZoomResult<ZoomUser>.Failed>(await call).Failure.Kind);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(world.Server.DataFolder, "spill"), "*.json"));
        Assert.DoesNotContain("simtok_", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        isDown = false;

        // The node is started anew: the file is all that is left of the pair.
        await world.Server.RestartAsync();

        Assert.True(await world.WorksAsync(id));
        Assert.Equal(1, world.Asked(Refresh));
        Assert.Empty(Directory.GetFiles(Path.Combine(world.Server.DataFolder, "spill"), "*.json"));
    }

    [Theory]
    [Engines]
    public async Task A_server_that_stops_waits_for_the_pair_that_is_on_its_way(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await world.ConnectAsync();
        clock.Advance(NearTheEnd);
        world.Control.AddFault(new FaultRule { Path = TokenRoute, Gate = "answer" });
        var call = world.CallAsync(id);
        await world.TokenAskedAsync();

        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Server.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(stopped.SetResult);
        var stop = world.Server.StopAsync();
        await stopped.Task;
        world.Control.ReleaseGate("answer");
        await stop;
        await Task.WhenAny(call);
        await world.Server.RestartAsync();

        Assert.True(await world.WorksAsync(id));
        Assert.Equal(1, world.Asked(Refresh));
        Assert.False(Directory.Exists(Path.Combine(world.Server.DataFolder, "spill")));
    }

    [Theory]
    [Engines]
    public async Task While_a_pair_waits_in_the_file_nobody_asks_Zoom_with_the_old_one(TestEngine engine)
    {
        var clock = new TestClock();
        var isDown = false;
        await using var world = await PersonWorld.StartAsync(
            engine, clock, decorate: inner => isDown ? new FaultyConnection(inner, () => new NpgsqlException("away")) : inner);
        var id = await world.ConnectAsync();
        clock.Advance(NearTheEnd);
        world.Control.AddFault(new FaultRule { Path = TokenRoute, Gate = "answer" });
        var call = world.WorksAsync(id);
        await world.TokenAskedAsync();
        isDown = true;
        world.Control.ReleaseGate("answer");
        Assert.False(await call);

        isDown = false;

        Assert.True(await world.WorksAsync(id));
        Assert.Equal(1, world.Asked(Refresh));
    }
}
