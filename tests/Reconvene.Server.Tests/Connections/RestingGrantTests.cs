using System.Globalization;
using System.Text.Json;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>T51: of a connection that rests already, Zoom is asked all the same before anything is removed.</summary>
public sealed class RestingGrantTests
{
    private static readonly TimeSpan NearTheEnd = TimeSpan.FromMinutes(51);

    [Theory]
    [Engines]
    public async Task A_deauthorization_removes_nothing_while_only_the_app_is_refused(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await GatherAsync(world);
        world.Control.OAuth.ChangeApp(world.App.ClientId, new AppChange { ClientSecret = "canary-new-app-secret" });
        clock.Advance(NearTheEnd);
        Assert.False(await world.WorksAsync(id));
        Assert.True((await world.CredentialAsync(id)).GetProperty("needs_reauth").GetBoolean());

        await TellAsync(world);

        Assert.NotEmpty((await world.GetAsync("/api/v1/recordings")).GetProperty("items").EnumerateArray());
        Assert.Equal(id, (await world.CredentialAsync(id)).GetProperty("id").GetInt64());
    }

    [Theory]
    [Engines]
    public async Task A_deauthorization_of_a_grant_that_was_found_dead_before_removes_it(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await GatherAsync(world);
        world.Control.Switches.MuteWebhooks = true;
        await world.Control.OAuth.DeauthorizeAsync(world.App.ClientId, PersonWorld.Maria, CancellationToken.None);
        world.Control.Switches.MuteWebhooks = false;
        clock.Advance(NearTheEnd);
        Assert.False(await world.WorksAsync(id));

        await TellAsync(world);

        Assert.Empty((await world.GetAsync("/api/v1/recordings")).GetProperty("items").EnumerateArray());
        Assert.Empty((await world.GetAsync("/api/v1/credentials")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [Engines]
    public async Task A_person_who_reconnects_while_Zoom_is_asked_keeps_everything(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await GatherAsync(world);
        world.Control.AddFault(new FaultRule { Path = "/v2/users/{user}", Gate = "asked", Status = 401, Body = """{"code":124,"message":"Invalid access token."}""" });
        world.Control.AddFault(new FaultRule { Path = "/oauth/token", Gate = "renewing", Status = 400, Body = """{"reason":"Invalid Token!","error":"invalid_grant"}""" });
        var sent = await world.Control.SendEventAsync(world.App.ClientId, Deauthorization(world), CancellationToken.None);
        Assert.Equal(200, sent!.Status);
        await world.Control.WaitForRequestAsync(request => request.Route == "/v2/users/{user}", CancellationToken.None);
        world.Control.ReleaseGate("asked");
        await world.Control.WaitForRequestAsync(
            request => request.Token?.GrantType == "refresh_token", CancellationToken.None);

        Assert.Equal(id, await world.ConnectAsync());
        world.Control.ReleaseGate("renewing");
        await world.DrainAsync();

        Assert.True(await world.WorksAsync(id));
        Assert.NotEmpty((await world.GetAsync("/api/v1/recordings")).GetProperty("items").EnumerateArray());
    }

    private static async Task<long> GatherAsync(PersonWorld world)
    {
        var id = await world.ConnectAsync();
        var task = await world.SyncAsync(await world.SourceAsync(id));
        Assert.True(task.GetProperty("state").GetString() is "SUCCESS", task.GetRawText());
        return id;
    }

    private static async Task TellAsync(PersonWorld world)
    {
        var sent = await world.Control.SendEventAsync(world.App.ClientId, Deauthorization(world), CancellationToken.None);
        Assert.Equal(200, sent!.Status);
        await world.DrainAsync();
    }

    private static string Deauthorization(PersonWorld world)
    {
        var view = world.Control.World();
        var at = world.Control.Now;
        return JsonSerializer.Serialize(new
        {
            @event = "app_deauthorized",
            event_ts = at.ToUnixTimeMilliseconds(),
            payload = new
            {
                account_id = view.AccountId,
                user_id = view.Users.Single(user => user.Email is PersonWorld.Maria).Id,
                deauthorization_time = at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
                client_id = world.App.ClientId,
            },
        });
    }
}
