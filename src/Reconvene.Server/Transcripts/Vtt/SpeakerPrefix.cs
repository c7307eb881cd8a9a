using System.Collections.Frozen;

namespace Reconvene.Server.Transcripts.Vtt;

/// <summary>
/// Who speaks, where a file says it as <c>Name: text</c>. Zoom does not mark the name off, and a text may begin with
/// "Note: …" itself, so known participants are believed first and the rest must look like a name.
/// </summary>
internal sealed class SpeakerPrefix
{
    private const int LongestName = 80;
    private const int MostWords = 7;

    private static readonly FrozenSet<string> Labels = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "note", "notes", "question", "questions", "answer", "q", "a", "example", "examples", "warning", "tip", "ps", "p.s.",
        "todo", "to do", "action", "action item", "decision", "agenda", "summary", "conclusion", "important", "remember",
        "update", "first", "second", "third", "one", "two", "three", "step one", "next", "finally", "also", "so", "and", "but",
        "ok", "okay", "yes", "no", "well", "right", "again", "attention", "reminder", "quote", "fact", "option", "http", "https",
        "примечание", "заметка", "вопрос", "вопросы", "ответ", "пример", "например", "внимание", "важно", "итак", "итог", "итого",
        "вывод", "решение", "задача", "задачи", "повестка", "напоминание", "первое", "второе", "третье", "во-первых", "во-вторых",
        "да", "нет", "так", "хорошо", "то есть", "далее", "дальше", "и", "но", "а");

    private static readonly FrozenSet<string> Particles = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "de", "da", "do", "dos", "di", "du", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ibn", "ben", "of", "and",
        "the", "y", "e", "и", "из", "от", "оглы", "кызы");

    private static readonly FrozenSet<string> NeverInLowerCaseNames = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "is", "was", "it", "that", "this", "so", "the", "i", "we", "you", "they", "said", "says", "are", "to", "in", "basically",
        "like", "just", "then", "because", "it's", "here", "there", "what", "which", "thing", "things",
        "это", "что", "как", "так", "вот", "он", "она", "мы", "вы", "я", "они", "не", "сказал", "сказала", "есть", "был", "было");

    private readonly string[] _known;
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);

    // The same names as they were spelled: one text for all cues of a speaker, found without making another.
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _spelled =
        new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public SpeakerPrefix(IEnumerable<string> knownParticipants) =>
        _known = [.. knownParticipants.Where(name => name.Length > 0).OrderByDescending(name => name.Length)];

    /// <summary>The name and the text after it; no name when the line does not begin with one.</summary>
    public (string? Speaker, string Text) Split(ReadOnlySpan<char> line)
    {
        if (SplitKnown(line) is { } known)
        {
            return known;
        }

        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0 && line is [.., ':'])
        {
            colon = line.Length - 1;
        }

        return colon is > 0 and <= LongestName && NameOf(line[..colon].Trim()) is { } name
            ? (name, line[(colon + 1)..].Trim().ToString())
            : (null, line.ToString());
    }

    /// <summary>The same, for a later line of a cue: there a new name is less likely than a colon in the text.</summary>
    public (string? Speaker, string Text)? SplitSeen(string line)
    {
        if (SplitKnown(line) is { } known)
        {
            return known;
        }

        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && _seen.Contains(line[..colon]) ? (line[..colon], line[(colon + 2)..].Trim()) : null;
    }

    private string? NameOf(ReadOnlySpan<char> text)
    {
        if (_spelled.TryGetValue(text, out var spelled))
        {
            return spelled;
        }

        var name = text.ToString();
        if (!LooksLikeName(name))
        {
            return null;
        }

        _seen.Add(name);
        _spelled.Set.Add(name);
        return name;
    }

    private (string? Speaker, string Text)? SplitKnown(ReadOnlySpan<char> line)
    {
        foreach (var name in _known)
        {
            if (line.Length > name.Length && line[name.Length] is ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return (name, line[(name.Length + 1)..].Trim().ToString());
            }
        }

        return null;
    }

    private bool LooksLikeName(string name)
    {
        if (_seen.Contains(name))
        {
            return true;
        }

        if (name.Length is 0 || Labels.Contains(name) || name[^1] is '.' or ',' or '!' or '?' or ';' || !name.Any(char.IsLetterOrDigit)
            || name.Contains(", ", StringComparison.Ordinal) || name.Contains("? ", StringComparison.Ordinal))
        {
            return false;
        }

        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MostWords)
        {
            return false;
        }

        // A person may write the own name in small letters; a sentence is longer or holds the small words of speech.
        return char.IsLower(name[0])
            ? words.Length <= 2 && !words.Any(NeverInLowerCaseNames.Contains)
            : words.All(word => !char.IsLower(word[0]) || Particles.Contains(word))
                && !(words.Length > 1 && NeverInLowerCaseNames.Contains(words[0]));
    }
}
