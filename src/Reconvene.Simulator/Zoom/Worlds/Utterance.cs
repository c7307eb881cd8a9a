namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>One thing said. A speaker of "" is sound that nobody in particular made.</summary>
internal sealed record Utterance(TimeSpan StartsAt, TimeSpan EndsAt, string Speaker, string Text);
