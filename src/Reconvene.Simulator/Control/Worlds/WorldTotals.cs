namespace Reconvene.Simulator.Control.Worlds;

/// <summary>How much a client that takes everything of an account ends up with. What is in the trash or still being made is left out.</summary>
/// <param name="Users">Its users, active or not; those who have not accepted yet are left out.</param>
/// <param name="Recordings">Its recordings.</param>
/// <param name="Files">Their files.</param>
/// <param name="Bytes">The true length of all files together.</param>
public sealed record WorldTotals(int Users, int Recordings, int Files, long Bytes);
