namespace Reconvene.Simulator.Control.Limits;

/// <summary>The calls of one second, or of one day in UTC.</summary>
/// <param name="At">When it began.</param>
/// <param name="Taken">How many calls were let through.</param>
/// <param name="RefusedPerSecond">How many were refused by the limit per second (or minute).</param>
/// <param name="RefusedPerDay">How many were refused by the limit per day.</param>
public sealed record LimitMoment(DateTimeOffset At, int Taken, int RefusedPerSecond, int RefusedPerDay);
