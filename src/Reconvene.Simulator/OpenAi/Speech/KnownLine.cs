namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>A line of a known recording, in seconds from its beginning. Its words take the same time each.</summary>
internal sealed record KnownLine(double From, double To, double Hz, string Text)
{
    public double Length => To - From;

    /// <summary>The words whose middle lies between two moments of the recording.</summary>
    public string Between(double from, double to)
    {
        var words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Where((_, i) => From + ((i + 0.5) * Length / words.Length) is var middle && middle >= from && middle < to));
    }
}
