using System.Globalization;
using System.Net;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class TokenJournalTests
{
    [Fact]
    public async Task Token_requests_are_counted_by_grant_and_generation()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var first = await client.PairAsync();
        var second = await client.RefreshedAsync(first.Refresh);
        await client.RefreshedAsync(second.Refresh);
        await sim.TokenAsync();

        var asks = sim.Control.OAuth.TokenRequests.Select(request => request.Ask).ToList();

        Assert.Equal(
            "authorization_code refresh_token refresh_token account_credentials", string.Join(' ', asks.Select(ask => ask.GrantType)));
        Assert.Equal([0, 1, 2, 0], asks.Select(ask => ask.Generation));
        Assert.All(asks.Take(3), ask => Assert.Equal(Client.Maria, ask.Subject));
        Assert.Equal(sim.Control.World().AccountId, asks[3].Subject);
        Assert.Equal(3, sim.Control.OAuth.Grants[0].Generation);
        Assert.All(sim.Control.OAuth.TokenRequests, request => Assert.Empty(request.OverlapsWith));
        Assert.All(asks, ask => Assert.False(ask.WasReplaced));
    }

    [Fact]
    public async Task A_replaced_refresh_token_that_comes_back_is_seen()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var first = await client.PairAsync();
        await client.RefreshedAsync(first.Refresh);

        using var again = await client.RefreshAsync(first.Refresh);

        Assert.Equal([false, false, true], sim.Control.OAuth.TokenRequests.Select(request => request.Ask.WasReplaced));
        Assert.Equal(400, sim.Control.OAuth.TokenRequests[^1].Status);
    }

    [Fact]
    public async Task Two_refreshes_of_one_consent_at_the_same_time_are_seen_on_both()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var (maria, anna) = (await client.PairAsync(), await client.PairAsync(Client.Anna));
        sim.Control.AddFault(new FaultRule { Path = "/oauth/token", Times = 3, Gate = "refreshing" });

        var calls = new[] { maria.Refresh, maria.Refresh, anna.Refresh }.Select(client.RefreshAsync).ToList();
        await sim.Control.WaitForRequestAsync(
            _ => sim.Control.OAuth.TokenRequests.Count(request => request.Ask.GrantType == "refresh_token") == 3, sim.Cancellation);
        sim.Control.ReleaseGate("refreshing");
        var answers = await Task.WhenAll(calls);

        var refreshes = sim.Control.OAuth.TokenRequests.Where(request => request.Ask.GrantType == "refresh_token").ToList();
        var ofMaria = refreshes.Where(request => request.Ask.Subject == Client.Maria).ToList();
        Assert.Equal([ofMaria[1].Number], ofMaria[0].OverlapsWith);
        Assert.Equal([ofMaria[0].Number], ofMaria[1].OverlapsWith);
        Assert.Equal([false, true], ofMaria.Select(request => request.Ask.WasReplaced).Order());
        Assert.Empty(refreshes.Single(request => request.Ask.Subject == Client.Anna).OverlapsWith);
        Assert.Equal([200, 200, 400], answers.Select(answer => (int)answer.StatusCode).Order());
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task Requests_one_after_the_other_never_look_as_if_they_overlapped()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var pair = await client.PairAsync();
        sim.Control.AddFault(new FaultRule { Path = "/oauth/token", Times = 20, Nth = 11, Status = 503, Body = "{}" });

        for (var i = 0; i < 30; i++)
        {
            using var answer = await client.RefreshAsync(pair.Refresh);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                pair.Refresh = (await sim.JsonAsync(answer))["refresh_token"]!.ToString();
            }
        }

        Assert.Equal(31, sim.Control.OAuth.TokenRequests.Count);
        Assert.All(sim.Control.OAuth.TokenRequests, request => Assert.Empty(request.OverlapsWith));
    }

    [Fact]
    public async Task A_lost_answer_has_still_replaced_the_token()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var pair = await client.PairAsync();
        sim.Control.AddFault(new FaultRule { Path = "/oauth/token", LoseAnswer = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.RefreshAsync(pair.Refresh));
        using var again = await client.RefreshAsync(pair.Refresh);

        Assert.Equal("invalid_grant", (await sim.JsonAsync(again))["error"]!.ToString());
        Assert.Equal(2, sim.Control.OAuth.Grants[0].Generation);
        Assert.True(sim.Control.OAuth.TokenRequests[^1].Ask.WasReplaced);
    }

    [Fact]
    public async Task A_request_that_a_fault_answers_is_counted_and_changes_nothing()
    {
        await using var sim = await Sim.StartAsync();
        var client = Client.Of(sim);
        var pair = await client.PairAsync();
        sim.Control.AddFault(new FaultRule { Path = "/oauth/token", Status = 503, Body = "{}" });

        using var struck = await client.RefreshAsync(pair.Refresh);
        using var fine = await client.RefreshAsync(pair.Refresh);

        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
        Assert.Equal([(503, 1), (200, 1)], sim.Control.OAuth.TokenRequests.Skip(1).Select(request => (request.Status, request.Ask.Generation)));
    }

    [Theory]
    [InlineData("/v2/users/me", 0)]
    [InlineData("/oauth/token", 7200)]
    [InlineData("/nowhere", -300)]
    public async Task The_date_of_an_answer_is_the_time_of_the_simulator_and_can_be_wrong(string path, int seconds)
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });
        sim.Control.Switches.DateOffset = TimeSpan.FromSeconds(seconds);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromHours(1), sim.Cancellation);

        using var answer = await sim.Http.GetAsync(path, sim.Cancellation);

        Assert.Equal(
            TestClock.Start.AddHours(1).AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture),
            Assert.Single(answer.Headers.GetValues("Date")));
    }
}
