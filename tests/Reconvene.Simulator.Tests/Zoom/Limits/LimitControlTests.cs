using System.Net;
using System.Text;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom.Limits;

/// <summary>Limits as tests script them and look at them.</summary>
public class LimitControlTests
{
    [Fact]
    public async Task Use_can_be_asked_of_a_stretch_of_time()
    {
        await using var sim = await StartAsync(new LimitSettings());
        await Asked.StatusesAsync(sim, 5, "/v2/users/me");
        await sim.Control.AdvanceClockAsync(TimeSpan.FromSeconds(10), sim.Cancellation);
        await Asked.StatusesAsync(sim, 3, "/v2/users/me");
        await sim.Control.AdvanceClockAsync(TimeSpan.FromSeconds(10), sim.Cancellation);

        var use = sim.Control.Limits.Use(TestClock.Start.AddSeconds(5), TestClock.Start.AddSeconds(15)).Single();

        Assert.Equal(3, use.Taken);
        Assert.Equal(300, use.Allowed);
        Assert.Equal(TestClock.Start.AddSeconds(10), use.Seconds.Single().At);
    }

    [Fact]
    public async Task Limits_are_scripted_over_http()
    {
        await using var sim = await StartAsync(null);

        var settings = await sim.PostControlAsync("limits", """{"plan":"free","window":"sliding","headers":"full","retry_after":"seconds"}""");
        await sim.PostControlAsync("limits/other-program", """{"label":"medium","share":0.5}""");
        var statuses = await Asked.StatusesAsync(sim, 3, "/v2/users/me");
        var use = await sim.ReadControlAsync("limits/use?since=2026-08-20T00:00:00Z");
        var labels = await sim.ReadControlAsync("limits/labels");
        using var off = await sim.Http.DeleteAsync("/_control/limits", sim.Cancellation);

        Assert.Equal("free", settings["settings"]!["plan"]!.ToString());
        Assert.Equal([200, 200, 200], statuses);
        Assert.Equal(3, use[0]!["taken"]!.GetValue<int>());
        Assert.Equal("medium", labels["GET /v2/users"]!.ToString());
        Assert.Null(sim.Control.Limits.Settings);
    }

    [Theory]
    [InlineData("limits", """{"plan":"gold"}""", "plan")]
    [InlineData("limits/other-program", """{"label":"light","share":2}""", "2")]
    [InlineData("limits/other-program", """{"label":"light","share":0.1,"account_id":"nobody"}""", "nobody")]
    public async Task A_wrong_wish_is_answered_with_a_sentence(string path, string body, string named)
    {
        await using var sim = await StartAsync(null);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await sim.Http.PostAsync("/_control/" + path, content, sim.Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(sim.Cancellation), StringComparison.Ordinal);
    }

    private static Task<Sim> StartAsync(LimitSettings? limits) =>
        Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock(), Limits = limits });
}
