namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>A stretch of sound between two silences, in seconds of the upload, and how high it sounds.</summary>
internal sealed record Stretch(double From, double To, double Hz)
{
    public double Length => To - From;
}
