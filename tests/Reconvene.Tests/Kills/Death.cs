namespace Reconvene.Tests.Kills;

/// <summary>What was so when the process died.</summary>
/// <param name="Point">Where it died.</param>
/// <param name="Requests">How many requests the simulator had seen.</param>
/// <param name="Held">Zoom's keys of the files that were on record as held.</param>
internal sealed record Death(KillPoint Point, int Requests, IReadOnlySet<string> Held);
