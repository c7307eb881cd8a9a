namespace Reconvene.Simulator.OpenAi.Control;

/// <summary>One thing said in a recording.</summary>
/// <param name="StartsAt">From the beginning of the recording.</param>
/// <param name="EndsAt">From the beginning of the recording.</param>
/// <param name="VoiceHz">How high the voice sounds.</param>
/// <param name="Text">What is said.</param>
public sealed record HeardLine(TimeSpan StartsAt, TimeSpan EndsAt, double VoiceHz, string Text);
