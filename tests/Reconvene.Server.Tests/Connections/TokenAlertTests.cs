using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Tests.Sources;
using Reconvene.Testing;
using Reconvene.Zoom;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Tests.Connections;

/// <summary>What a token's answer warned of ends by itself, so that the next time is said again.</summary>
public sealed class TokenAlertTests
{
    [Theory]
    [Engines]
    public async Task A_foreign_host_is_said_each_time_it_comes_after_a_good_answer(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await SyncScene.StartAsync(engine, clock);
        for (var time = 1; time <= 2; time++)
        {
            clock.Advance(TimeSpan.FromMinutes(51));
            world.Control.Switches.ApiUrlInTokenAnswer = "https://evil.example";
            Assert.False(await CallAsync(world));
            Assert.Equal("token.host_refused", Assert.Single(await world.Owner.OpenAlertsAsync()).GetProperty("kind").GetString());

            world.Control.Switches.ApiUrlInTokenAnswer = null;
            Assert.True(await CallAsync(world));
            Assert.Empty(await world.Owner.OpenAlertsAsync());
        }
    }

    [Theory]
    [Engines]
    public async Task The_warning_of_another_program_ends_with_a_quiet_hour(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await SyncScene.StartAsync(engine, clock);
        for (var time = 1; time <= 3; time++)
        {
            Assert.True(await CallAsync(world));
            world.Control.ExpireAllTokens();
            Assert.True(await CallAsync(world));
        }

        Assert.Single(await world.Owner.OpenAlertsAsync());
        clock.Advance(TimeSpan.FromMinutes(61));
        Assert.True(await CallAsync(world));
        Assert.Empty(await world.Owner.OpenAlertsAsync());
    }

    private static async Task<bool> CallAsync(World world)
    {
        var services = world.Server.Services;
        var connection = await services.GetRequiredService<ConnectionQueries>()
            .FindAsync(TenantId.First, new(world.Credential), CancellationToken.None);
        var host = world.Control.World().Users[0].Id!;
        return await services.GetRequiredService<ZoomClients>().For(connection!).GetUserAsync(host, CancellationToken.None)
            is ZoomResult<ZoomUser>.Ok;
    }
}
