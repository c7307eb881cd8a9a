namespace Reconvene.Simulator.OpenAi.Control;

/// <summary>A recording whose sound is known: a tone while somebody speaks, and silence in between.</summary>
/// <param name="Name">For people who look.</param>
/// <param name="Lines">What is heard, in order.</param>
public sealed record HeardRecording(string Name, IReadOnlyList<HeardLine> Lines);
