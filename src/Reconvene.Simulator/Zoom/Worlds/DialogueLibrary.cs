using System.Reflection;

namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>The conversations of the world: embedded text, one line per turn, "===" where the recording was stopped.</summary>
internal static class DialogueLibrary
{
    private const string Prefix = "Reconvene.Simulator.Zoom.Worlds.Dialogues.";
    private const string Stop = "===";

    /// <summary>Names such as <c>weekly-1.en</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^".txt".Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>The stretches of a conversation, timed like speech: a pause, then a third of a second or so per word.</summary>
    public static IReadOnlyList<Speech> Read(string name, SeededRandom random)
    {
        var language = name[(name.LastIndexOf('.') + 1)..];
        return [.. Stretches(Lines(name)).Select(lines => Timed(lines, language, random))];
    }

    /// <summary>The same for a conversation that somebody wrote.</summary>
    public static IReadOnlyList<Speech> Read(string words, string language, SeededRandom random) =>
        [.. Stretches(Split(words)).Select(lines => Timed(lines, language, random))];

    private static string[] Lines(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{name}.txt")
            ?? throw new ArgumentException(
                $"Dialogue '{name}' does not exist: choose one of {string.Join(", ", Names)}.", nameof(name));
        using var reader = new StreamReader(stream);
        return Split(reader.ReadToEnd());
    }

    private static string[] Split(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<List<string>> Stretches(string[] lines)
    {
        var current = new List<string>();
        foreach (var line in lines)
        {
            if (line == Stop)
            {
                yield return current;
                current = [];
                continue;
            }

            current.Add(line);
        }

        yield return current;
    }

    private static Speech Timed(List<string> lines, string language, SeededRandom random)
    {
        var at = TimeSpan.FromMilliseconds(random.Between(900, 2500));
        var utterances = new List<Utterance>();
        foreach (var line in lines)
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var (speaker, text) = colon < 0 ? ("", line.TrimStart('-', ' ')) : (line[..colon], line[(colon + 2)..]);
            var words = text.Split(' ').Length;
            var length = TimeSpan.FromMilliseconds((words * random.Between(310, 390)) + 250);
            utterances.Add(new Utterance(at, at + length, speaker, text));
            at += length + TimeSpan.FromMilliseconds(random.Between(300, 1400));
        }

        return new Speech(utterances, TimeSpan.FromSeconds(Math.Ceiling(at.TotalSeconds)), language);
    }
}
