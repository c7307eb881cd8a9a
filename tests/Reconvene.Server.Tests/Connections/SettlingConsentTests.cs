using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reconvene.Server.Connections.Consent;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>A consent whose grant is being settled is settled once, by one.</summary>
public sealed class SettlingConsentTests
{
    [Theory]
    [Engines]
    public async Task A_grant_that_came_in_the_last_moment_is_not_given_back_while_it_is_settled(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var page = await world.BeginAsync();
        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        var visit = await GatedAsync(world, await world.ConsentAsync(page));

        clock.Advance(TimeSpan.FromSeconds(2));
        await world.Server.Services.GetServices<IHostedService>()
            .OfType<ConsentUpkeep>().Single().RunAsync(CancellationToken.None);
        world.Control.ReleaseGate("me");
        var told = await visit;
        await world.DrainAsync();

        Assert.Equal(0, world.Revoked);
        Assert.IsType<ConsentOutcome.Connected>(await world.AnswerAsync(told, isYes: true));
    }

    [Theory]
    [Engines]
    public async Task A_consent_that_was_ended_while_it_was_settled_asks_nothing(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var visit = await GatedAsync(world, await world.ConsentAsync(await world.BeginAsync()));

        await using (var work = await world.Server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync(
                "UPDATE consents SET state = 'refused', grant_sealed = NULL", null, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        world.Control.ReleaseGate("me");

        Assert.Equal("/connect/failed?reason=invalid_state", (await visit).Location);
    }

    [Theory]
    [Engines]
    public async Task A_grant_of_another_person_that_was_answered_already_is_given_back_once(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await world.ConnectAsync();
        var page = await world.BeginAsync($"/api/v1/oauth/zoom/authorize?credential_id={id}");
        var visit = await world.ReturnAsync(await world.ConsentAsync(page, PersonWorld.Priya));
        var consents = world.Server.Services.GetRequiredService<ConsentStore>();
        var row = (await consents.FindAskedAsync(visit.Cookie!.Split('=', 2)[1], CancellationToken.None))!;
        var grant = await consents.OpenGrantAsync(row, CancellationToken.None);
        await world.AnswerAsync(visit, isYes: false);
        await world.DrainAsync();

        var late = await KeepAsync(world, row, grant);
        await world.DrainAsync();

        Assert.Equal("invalid_state", Assert.IsType<ConsentOutcome.Refused>(late).Code);
        Assert.Equal(1, world.Revoked);
    }

    private static async Task<ConsentOutcome> KeepAsync(PersonWorld world, ConsentRow row, ConsentGrant grant)
    {
        await using var work = await world.Server.Database.BeginAsync(CancellationToken.None);
        var outcome = await world.Server.Services.GetRequiredService<KeepGrant>()
            .RunAsync(work, row, grant, "asked", CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return outcome;
    }

    /// <summary>Comes back from Zoom's page, and is held where Zoom is asked who consented.</summary>
    private static async Task<Task<Visit>> GatedAsync(PersonWorld world, Uri callback)
    {
        world.Control.AddFault(new FaultRule { Path = "/v2/users/{user}", Gate = "me" });
        var visit = world.ReturnAsync(callback);
        await world.Control.WaitForRequestAsync(
            request => request.Route is "/v2/users/{user}", CancellationToken.None);
        return visit;
    }
}
