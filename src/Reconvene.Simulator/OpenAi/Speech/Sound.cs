namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>One channel of sound, from -1 to 1.</summary>
internal sealed record Sound(float[] Samples, int Rate)
{
    public TimeSpan Duration => At(Samples.Length);

    public TimeSpan At(int sample) => TimeSpan.FromSeconds((double)sample / Rate);
}
