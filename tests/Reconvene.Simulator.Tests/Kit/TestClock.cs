namespace Reconvene.Simulator.Tests.Kit;

/// <summary>Stands still; only the simulator's own offset moves its time.</summary>
internal sealed class TestClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 8, 20, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Start;
}
