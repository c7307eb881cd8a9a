namespace Reconvene.Bench.Search;

/// <summary>The fixed mix: each kind with as many questions, over words chosen by how many meetings they were said in.</summary>
internal sealed class QuestionMix
{
    private const int OfEach = 20;
    private const int UsualPage = 20;

    private readonly IReadOnlyDictionary<string, int> _meetingsWith;
    private readonly int _count;
    private readonly Random _random = new(7);

    private QuestionMix(IReadOnlyDictionary<string, int> meetingsWith, int count)
    {
        _meetingsWith = meetingsWith;
        _count = count;
    }

    /// <summary>All kinds but the later page, whose cursors only the server can give.</summary>
    /// <param name="meetingsWith">In how many meetings each stem was said.</param>
    /// <param name="count">How many meetings there are.</param>
    public static IReadOnlyList<QuestionKind> Make(IReadOnlyDictionary<string, int> meetingsWith, int count) =>
        new QuestionMix(meetingsWith, count).Kinds();

    /// <summary>Words that nearly every meeting has.</summary>
    public static IReadOnlyList<string> Everywhere(IReadOnlyDictionary<string, int> meetingsWith, int count) =>
        new QuestionMix(meetingsWith, count).Words(0.45, 1);

    private List<QuestionKind> Kinds()
    {
        var everywhere = Words(0.45, 1);
        var common = Words(0.2, 0.45);
        var some = Words(0.01, 0.1);
        var rare = Words(0, 0.001);
        var people = Enumerable.Range(0, 40).Select(HeldMeeting.Person).ToList();
        return
        [
            Kind("a word of nearly every meeting", () => Ask(Any(everywhere))),
            Kind("a common word", () => Ask(Any(common))),
            Kind("a word of some meetings", () => Ask(Any(some))),
            Kind("a rare word", () => Ask(Any(rare))),
            Kind("a word never said", () => new(Query($"zzqx{_random.Next(1000)}"), 0)),
            Kind("two common words", () => new(Query($"{Any(common)} {Any(common)}"))),
            Kind("a word of every and one of some", () => new(Query($"{Any(everywhere)} {Any(some)}"))),
            Kind("three words", () => new(Query($"{Any(everywhere)} {Any(common)} {Any(some)}"))),
            Kind("one letter and *", () => new(Query($"{Any(common)[..1]}*"))),
            Kind("three letters and *", () => new(Query($"{Any(common.Where(word => word.Length > 3).ToList())[..3]}*"))),
            Kind("five letters and *", () => new(Query($"{Any(common.Where(word => word.Length > 5).ToList())[..5]}*"))),
            Kind("a speaker and a word of every", () => new($"{Query(Any(everywhere))}&speaker={Escape(Any(people))}")),
            Kind("a speaker and a word of some", () => new($"{Query(Any(some))}&speaker={Escape(Any(people))}")),
            Kind("a guest and a common word", () => new($"{Query(Any(common))}&speaker={Escape(HeldMeeting.Person(40 + _random.Next(260)))}")),
            Kind("a host and a word of every", () => new($"{Query(Any(everywhere))}&host_email={Escape(HeldMeeting.HostOf(_random.Next(40)))}")),
            Kind("a month and a word of every", () => new($"{Query(Any(everywhere))}&from=2025-08-01&to=2025-08-31", UsualPage)),
            Kind("a language and a word of every", () => new($"{Query(Any(everywhere))}&language={(_random.Next(2) is 0 ? "en" : "ru")}")),
            Kind("fifty results of a word of every", () => new($"{Query(Any(everywhere))}&limit=50", 50)),
        ];
    }

    private static QuestionKind Kind(string name, Func<Question> make) => new(name, [.. Enumerable.Range(0, OfEach).Select(_ => make())]);

    private Question Ask(string word) => new(Query(word), Math.Min(UsualPage, _meetingsWith[word]));

    private static string Query(string words) => $"q={Escape(words)}";

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private string Any(List<string> words) => words[_random.Next(words.Count)];

    /// <summary>Stems that are words themselves, so that asking for them is asking for what was counted.</summary>
    private List<string> Words(double least, double most) =>
    [
        .. _meetingsWith
            .Where(one => one.Value > least * _count && one.Value <= most * _count && IsItsOwnStem(one.Key))
            .OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => one.Key),
    ];

    private static bool IsItsOwnStem(string stem) => Server.Transcripts.Language.SearchWords.In(stem).Select(word => word.Stem).SequenceEqual([stem], StringComparer.Ordinal);
}
