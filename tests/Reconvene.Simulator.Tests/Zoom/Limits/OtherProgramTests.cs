using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom.Limits;

public class OtherProgramTests
{
    [Fact]
    public async Task Another_program_eats_its_share_from_one_moment_to_another()
    {
        await using var sim = await StartAsync(new LimitSettings { Plan = ZoomPlan.Pro });
        var other = new OtherProgram { Label = LimitLabel.Medium, Share = 0.75 };

        sim.Control.Limits.SetOtherProgram(other);
        var shared = await Asked.StatusesAsync(sim, 7, "/v2/users");
        await sim.Control.AdvanceClockAsync(TimeSpan.FromSeconds(10), sim.Cancellation);
        sim.Control.Limits.SetOtherProgram(other with { Share = 0 });
        await sim.Control.AdvanceClockAsync(TimeSpan.FromSeconds(1), sim.Cancellation);
        var alone = await Asked.StatusesAsync(sim, 21, "/v2/users");

        Assert.Equal([200, 200, 200, 200, 200, 429, 429], shared);
        Assert.Equal(20, alone.Count(status => status == 200));
        var use = Assert.Single(sim.Control.Limits.Use(), one => one.Label is LimitLabel.Medium);
        Assert.Equal(150, use.ByOther);
        Assert.Equal(25, use.Taken);
        Assert.Equal(3, use.Refused);
        Assert.Equal(220, use.Allowed);
    }

    [Fact]
    public async Task Another_program_eats_its_share_of_a_sliding_second_too()
    {
        await using var sim = await StartAsync(new LimitSettings { Plan = ZoomPlan.Pro, Window = LimitWindow.Sliding });
        var other = new OtherProgram { Label = LimitLabel.Medium, Share = 0.75 };

        sim.Control.Limits.SetOtherProgram(other);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromSeconds(1), sim.Cancellation);
        var shared = await Asked.StatusesAsync(sim, 7, "/v2/users");
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMilliseconds(900), sim.Cancellation);
        var inside = await Asked.StatusesAsync(sim, 1, "/v2/users");
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMilliseconds(100), sim.Cancellation);
        var again = await Asked.StatusesAsync(sim, 6, "/v2/users");

        // It stops: what it ate of the last second leaves that second call by call.
        sim.Control.Limits.SetOtherProgram(other with { Share = 0 });
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMilliseconds(400), sim.Cancellation);
        var leaving = await Asked.StatusesAsync(sim, 7, "/v2/users");

        Assert.Equal([200, 200, 200, 200, 200, 429, 429], shared);
        Assert.Equal([429], inside);
        Assert.Equal([200, 200, 200, 200, 200, 429], again);
        Assert.Equal([200, 200, 200, 200, 200, 200, 429], leaving);
    }

    private static Task<Sim> StartAsync(LimitSettings limits) =>
        Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock(), Limits = limits });
}
