using System.Collections.Frozen;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>Numbers as people say them in English and Russian, in every form of the word: a model writes 2 where two was said.</summary>
internal static class NumberWords
{
    private const string AdjectiveEndings = "ый ой ая ое ые ого ому ым ом ую ых ыми";

    private const long Most = 1_000_000;

    private static readonly FrozenDictionary<string, Word> Words = Read(
        "0 zero nought ноль нуль ноля нулю нуля",
        "1? one first once single один одна одно одну одного одной одному одним одном перв:",
        "2 two два две двух двум двумя двое двоих",
        "2? second twice both couple pair double втор: оба обе обоих обеих пара пару дважды",
        "3 three third thirds thrice три трех трем тремя трое троих третий третья третье третьи третьего третьей третьему третьим третьих третью треть трети трижды",
        "4 four fourth fourths четыре четырех четырем четырьмя четверо четвероих четверт:",
        "5 five fifth fifths пять пяти пятью пятеро пят:",
        "6 six sixth sixths шесть шести шестью шестеро шест:",
        "7 seven seventh sevenths семь семи семью семеро седьм:",
        "8 eight eighth eighths восемь восьми восемью восьмью восьм:",
        "9 nine ninth ninths девять девяти девятью девят:",
        "10 ten tenth tenths десять десяти десятью десяток десятка десят:",
        "11 eleven eleventh одиннадцать одиннадцати одиннадцатью одиннадцат:",
        "12 twelve twelfth dozen dozens двенадцать двенадцати двенадцатью двенадцат: дюжина дюжину дюжины",
        "13 thirteen thirteenth тринадцать тринадцати тринадцатью тринадцат:",
        "14 fourteen fourteenth четырнадцать четырнадцати четырнадцатью четырнадцат:",
        "15 fifteen fifteenth пятнадцать пятнадцати пятнадцатью пятнадцат:",
        "16 sixteen sixteenth шестнадцать шестнадцати шестнадцатью шестнадцат:",
        "17 seventeen seventeenth семнадцать семнадцати семнадцатью семнадцат:",
        "18 eighteen eighteenth восемнадцать восемнадцати восемнадцатью восемнадцат:",
        "19 nineteen nineteenth девятнадцать девятнадцати девятнадцатью девятнадцат:",
        "20 twenty twentieth двадцать двадцати двадцатью двадцат:",
        "30 thirty thirtieth тридцать тридцати тридцатью тридцат:",
        "40 forty fortieth сорок сорока сороков:",
        "50 fifty fiftieth пятьдесят пятидесяти пятидесят:",
        "60 sixty sixtieth шестьдесят шестидесяти шестидесят:",
        "70 seventy seventieth семьдесят семидесяти семидесят:",
        "80 eighty eightieth восемьдесят восьмидесяти восьмидесят:",
        "90 ninety ninetieth девяносто девяноста девяност:",
        "100 сто ста сот:",
        "200 двести двухсот двумстам", "300 триста трехсот тремстам", "400 четыреста четырехсот", "500 пятьсот пятисот",
        "600 шестьсот шестисот", "700 семьсот семисот", "800 восемьсот восьмисот", "900 девятьсот девятисот");

    private static readonly FrozenDictionary<string, Word> Scales = Read(
        "100 hundred hundreds hundredth сотня сотни сотен сотню",
        "1000 thousand thousands thousandth k тысяча тысячи тысяч тысячу тысяче тысячам тысячн: тыс",
        "1000000 million millions millionth m mln миллион миллиона миллионов миллиону миллионы миллионн: млн",
        "1000000000 billion billions bn миллиард миллиарда миллиардов миллиарду миллиарды млрд");

    /// <summary>What a word makes of the digits before it: a thousand, a million; 1 for any other word.</summary>
    public static long ScaleOf(string word) => Scales.TryGetValue(word, out var scale) ? scale.Value : 1;

    /// <summary>The number that is said from a word on.</summary>
    /// <param name="words">Folded, without hyphens.</param>
    /// <param name="at">Where to begin; may be behind the last.</param>
    /// <returns>With no words when none is said there.</returns>
    public static SaidNumber Read(IReadOnlyList<string> words, int at)
    {
        var (total, group, next, isSure) = (0L, 0L, at, true);
        for (var smallest = long.MaxValue; next < words.Count; next++)
        {
            if (Words.TryGetValue(words[next], out var word) && SizeOf(word.Value) < smallest)
            {
                group += word.Value;
                smallest = SizeOf(word.Value);
                isSure = word.IsSure;
            }
            else if (words[next].Length > 1 && group < Most && Scales.TryGetValue(words[next], out var scale))
            {
                group = Math.Max(group, 1) * scale.Value;
                smallest = scale.Value is 100 ? 100 : long.MaxValue;
                isSure = true;
                if (scale.Value > 100)
                {
                    total += group;
                    group = 0;
                }
            }
            else if (words[next] is not "and" || next == at || next + 1 >= words.Count || group + total < 100 || !Words.ContainsKey(words[next + 1]))
            {
                break;
            }
        }

        return new SaidNumber(total + group, next - at, isSure || next - at > 1);
    }

    /// <summary>What may follow in one number is smaller: hundreds, tens, the rest; none follows ten to nineteen.</summary>
    private static long SizeOf(long value) => value switch { >= 100 => 100, >= 20 => 10, _ => 1 };

    /// <summary>A line has the value, with a question mark when its words often count nothing, and the words; a Russian ordinal ends in a colon.</summary>
    private static FrozenDictionary<string, Word> Read(params string[] lines) => lines
        .Select(line => line.Split(' '))
        .SelectMany(line => line.Skip(1).SelectMany(FormsOf).Distinct(StringComparer.Ordinal).Select(form => (Form: form, Word: new Word(
            long.Parse(line[0].TrimEnd('?'), System.Globalization.CultureInfo.InvariantCulture), !line[0].EndsWith('?')))))
        .ToFrozenDictionary(one => one.Form, one => one.Word, StringComparer.Ordinal);

    private static IEnumerable<string> FormsOf(string word) =>
        word.EndsWith(':') ? AdjectiveEndings.Split(' ').Select(ending => word[..^1] + ending) : [word];

    private sealed record Word(long Value, bool IsSure);
}

/// <summary>A number in words.</summary>
/// <param name="Value">The number.</param>
/// <param name="Length">How many words it has; 0 for none.</param>
/// <param name="IsSure">It surely counts something.</param>
internal readonly record struct SaidNumber(long Value, int Length, bool IsSure);
