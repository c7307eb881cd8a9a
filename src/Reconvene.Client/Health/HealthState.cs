namespace Reconvene.Client.Health;

/// <summary>That the process lives.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
public sealed record HealthState(string Status);
