namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>What was said in one stretch of recording, with times relative to its file.</summary>
internal sealed class Speech(IReadOnlyList<Utterance> utterances, TimeSpan duration, string language)
{
    public IReadOnlyList<Utterance> Utterances { get; } = utterances;

    public TimeSpan Duration { get; } = duration;

    public string Language { get; } = language;

    public IReadOnlyList<string> Speakers { get; } =
        [.. utterances.Select(said => said.Speaker).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];

    public int VoiceOf(Utterance said) => Speakers.Index().FirstOrDefault(pair => pair.Item == said.Speaker).Index;
}
