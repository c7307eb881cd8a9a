using System.Globalization;
using System.Text;

namespace Reconvene.Bench.Search;

/// <summary>Some seconds of one speaker.</summary>
internal sealed record Said(int Number, string Speaker, string Text, IReadOnlyList<string> Stems);

/// <summary>One meeting of an hour: who held it, when, and every word of it. The same number gives the same meeting.</summary>
internal sealed record HeldMeeting(int Number, string Host, long StartAt, string Language, IReadOnlyList<Said> Segments)
{
    public const int LengthMinutes = 60;

    private const int Words = 9_000;
    private const int Hosts = 40;
    private const int People = 300;
    private const int Foreign = 40;
    private const int MeetingsOfProject = 5;
    private const long HalfHour = 1_800_000;
    private const long Begin = 1_750_000_000_000;

    /// <summary>The name of a host or guest.</summary>
    public static string Person(int number) => $"Person {number}";

    /// <summary>A word that few meetings know, and no vocabulary: a number in letters.</summary>
    public static string Project(int number) =>
        $"qo{string.Concat((number / MeetingsOfProject).ToString(CultureInfo.InvariantCulture).Select(digit => (char)('a' + (2 * (digit - '0')))))}x";

    public static string HostOf(int number) => $"host{number % Hosts}@example.com";

    /// <summary>Neighbours in time are not neighbours in number, as when old recordings are fetched later.</summary>
    public static HeldMeeting Make(int number, int count)
    {
        var random = new Random(number);
        var isRussian = number % Hosts % 2 is 1;
        var (own, other) = isRussian ? (Vocabulary.Russian, Vocabulary.English) : (Vocabulary.English, Vocabulary.Russian);
        string[] speakers = [Person(number % Hosts), .. Enumerable.Range(0, 4).Select(_ => Person(random.Next(Hosts, People)))];
        var segments = new List<Said>();
        for (var said = 0; said < Words;)
        {
            var stems = new string[random.Next(5, 20)];
            segments.Add(new Said(segments.Count + 1, speakers[random.Next(speakers.Length)], Sentence(own, other, random, stems), stems));
            said += stems.Length;
        }

        var project = Project(number);
        segments.Add(new Said(segments.Count + 1, speakers[0], $"{project} {project}.", [project, project]));
        return new HeldMeeting(number, HostOf(number), Begin + ((number * 7919L % count) * HalfHour), isRussian ? "ru" : "en", segments);
    }

    /// <summary>Now and then a word of the other language, as people do.</summary>
    private static string Sentence(Vocabulary own, Vocabulary other, Random random, string[] stems)
    {
        var text = new StringBuilder();
        for (var place = 0; place < stems.Length; place++)
        {
            var word = (random.Next(Foreign) is 0 ? other : own).Draw(random);
            text.Append(place is 0 ? "" : " ").Append(word.Text);
            stems[place] = word.Stem;
        }

        return text.Append('.').ToString();
    }
}
