using Reconvene.Server.Transcripts.Language;

namespace Reconvene.Bench.Search;

/// <summary>A word in one of its forms.</summary>
internal readonly record struct SpokenWord(string Text, string Stem);

/// <summary>
/// Words as often as people say them: a few in every sentence, most hardly ever. The common ones are real, the others made of
/// syllables, so that they begin alike as real ones do; each in a few of its forms.
/// </summary>
internal sealed class Vocabulary
{
    private const int Made = 12_000;

    /// <summary>So steep that an hour holds some 1,300 different words.</summary>
    private const double Steepness = 1.12;

    private readonly SpokenWord[][] _words;
    private readonly double[] _upTo;

    private Vocabulary(IEnumerable<string> common, string[] beginnings, string[] middles, string[] endings, int seed)
    {
        var random = new Random(seed);
        var made = new HashSet<string>(StringComparer.Ordinal);
        while (made.Count < Made)
        {
            made.Add(beginnings[random.Next(beginnings.Length)]
                + string.Concat(Enumerable.Range(0, 1 + random.Next(2)).Select(_ => middles[random.Next(middles.Length)])));
        }

        _words =
        [
            .. common.Select(word => new[] { Word(word) }),
            .. made.Select(word => endings.Select(ending => Word(word + ending)).ToArray()),
        ];
        _upTo = new double[_words.Length];
        var sum = 0.0;
        for (var place = 0; place < _words.Length; place++)
        {
            _upTo[place] = sum += 1 / Math.Pow(place + 3, Steepness);
        }
    }

    public static Vocabulary English { get; } = new(
        Split("the and to of a in that it is we you i for on this be with have not but are was they as do at so what if can will"),
        Split("ac ad al ar as ba be bo bra ca che clo com con cor cu da de dis do e ex fa fi for ga ge gra ha ho im in inter ju ka la le li ma me mi mo na ne no o over pa pe per pla po pre pro qua ra re ro sa se sha so sta su ta te ti tra u un va ve vi wa we wi"),
        Split("bet cal cept cord dam den dor duct fact fer fil form gan gard gent gram ject ket lan late lect lev lin log mand mark ment min mit mon mor nant nect nom pact pand part pend plan point port pos prin quest rant rec rit ron sec sent serv sid sign sist spec stand stil strat struct tain tan tend ter test tin tor tract trat tur vel vent ver vic vid vol ward win"),
        ["", "s", "ed", "ing"],
        101);

    public static Vocabulary Russian { get; } = new(
        Split("и в не на что я мы с это как то у по но он за да все так же вы от бы если или из для мне вот был"),
        Split("а без бо ва вос вы га го да де до дос жи за зна и из ис ка ко кон кра ли ма ме ми мо на нас не ни о об от пе пере по под пре при про ра рас ре ро са се си со ста су та те то тра у ут фи ха це ча че ша э"),
        Split("бер вар вет вид вод вор глас гон говор дан дел дум зак зап звук клад клик ком крат лен лог мер мет мест нос нят пад пас пис план прав прос раб рад рек род рос сад сел склад след слов ставк стан стат строй суд счет тас тверд тек тел топ торг ток тур уст ход цен чет чин числ шаг"),
        ["", "а", "у", "ом", "ы"],
        102);

    /// <summary>A word, the common ones more often.</summary>
    public SpokenWord Draw(Random random)
    {
        var place = Array.BinarySearch(_upTo, random.NextDouble() * _upTo[^1]);
        var forms = _words[Math.Min(place < 0 ? ~place : place, _words.Length - 1)];
        return forms.Length is 1 || random.Next(2) is 0 ? forms[0] : forms[random.Next(forms.Length)];
    }

    private static SpokenWord Word(string text) => new(text, SearchWords.In(text).Single().Stem);

    private static string[] Split(string words) => words.Split(' ');
}
