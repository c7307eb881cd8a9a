using System.Globalization;
using Reconvene.Simulator.OpenAi.Control;

namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>Hears what was not said, as models do with noise, music and silence.</summary>
internal static class FalseHearing
{
    private const int Repeats = 54;
    private const double SyllableSeconds = 6;

    private static readonly string[] Syllables = ["ba", "tu", "ne", "ko", "ri", "sha", "lo", "mi", "de", "va", "zu", "pe"];

    private static readonly string[] German = ["Das ist eine andere Sprache.", "Niemand hat das gesagt.", "Vielen Dank fürs Zuschauen."];

    private static readonly string[] Russian = ["Субтитры сделал кто-то другой.", "Этого никто не говорил.", "Продолжение следует."];

    public static Transcript Of(Transcript heard, TranscriptionRequest asked, InventionForm form) => form switch
    {
        InventionForm.Repeats => heard with { Segments = Spread(heard.Duration, Repeats, _ => "Thanks for watching!") },
        InventionForm.Syllables => heard with
        {
            Segments = Spread(heard.Duration, Math.Max(1, (int)(heard.Duration.TotalSeconds / SyllableSeconds)), Noise),
        },
        _ => heard with { Segments = Translated(heard, asked) },
    };

    private static IReadOnlyList<HeardSegment> Translated(Transcript heard, TranscriptionRequest asked)
    {
        var isRussian = asked.Language is { } language ? language == "ru" : heard.Language == "russian";
        var other = isRussian ? German : Russian;
        var segments = heard.Segments.Count > 0 ? heard.Segments : Spread(heard.Duration, other.Length, _ => "");
        return [.. segments.Select((segment, index) => segment with { Text = other[index % other.Length] })];
    }

    private static List<HeardSegment> Spread(TimeSpan duration, int count, Func<int, string> text)
    {
        var length = duration.TotalSeconds / count;
        return [.. Enumerable.Range(0, count).Select(i => new HeardSegment(i * length, (i + 1) * length, text(i)))];
    }

    private static string Noise(int index)
    {
        var random = SeededRandom.For(index, "noise");
        var words = Enumerable.Range(0, 5).Select(_ => string.Concat(Enumerable.Range(0, 2 + random.Below(2)).Select(_ => Syllables[random.Below(Syllables.Length)])));
        var text = string.Join(' ', words);
        return char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..] + ".";
    }
}
