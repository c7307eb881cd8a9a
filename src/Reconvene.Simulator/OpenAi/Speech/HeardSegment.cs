namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>What was heard from one moment to another, in seconds of the upload.</summary>
internal sealed record HeardSegment(double From, double To, string Text);
