using System.Globalization;
using System.Text.RegularExpressions;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// The numbers of a text, in digits and in English and Russian words, each as it can be read: "1,000", "a thousand" and "тысяча" are one
/// number, "150 thousand" is neither 150 nor 50 thousand.
/// </summary>
internal static partial class SpokenNumbers
{
    /// <summary>"Twenty twenty-six" is a year, and "ten thirty" a time.</summary>
    private const int LeastOfPair = 10;

    /// <summary>Whether the claim has a number that was not spoken.</summary>
    /// <param name="claim">Its text.</param>
    /// <param name="spoken">What it rests on; may be in another language.</param>
    public static bool AreBrought(string claim, string spoken)
    {
        var known = In(spoken).SelectMany(number => number).ToHashSet(StringComparer.Ordinal);
        return In(claim, onlySure: true).Any(number => !number.Any(known.Contains));
    }

    /// <summary>Whether a word is a number, or surely a part of one.</summary>
    public static bool Counts(string word) => char.IsDigit(word[0]) || NumberWords.Read([word], 0) is { Length: > 0, IsSure: true };

    /// <summary>Each number with all its readings.</summary>
    /// <param name="text">Of either language.</param>
    /// <param name="onlySure">Without words that often count nothing: "one", "a second", "twice".</param>
    private static IEnumerable<IReadOnlyList<string>> In(string text, bool onlySure = false)
    {
        var tokens = Tokens.Matches(SpokenWords.Fold(text)).Select(found => found.Value).ToList();
        for (var at = 0; at < tokens.Count;)
        {
            if (char.IsDigit(tokens[at][0]))
            {
                var scale = at + 1 < tokens.Count ? NumberWords.ScaleOf(tokens[at + 1]) : 1;
                var scaled = OfDigits(tokens[at], scale);

                // "5 m" are millions, or metres.
                var isLetter = scale > 1 && tokens[at + 1].Length is 1;
                yield return isLetter ? [.. scaled, .. OfDigits(tokens[at], 1)] : scaled;
                at += scale is 1 ? 1 : 2;
            }
            else if (NumberWords.Read(tokens, at) is { Length: > 0 } said)
            {
                if (!onlySure || said.IsSure)
                {
                    yield return [Written(said.Value)];
                }

                if (!onlySure && NumberWords.Read(tokens, at + said.Length) is { Length: > 0, Value: < 100 } next && IsOfPair(said.Value))
                {
                    yield return [Written((said.Value * 100) + next.Value), Time(Written(said.Value), Written(next.Value))];
                }

                at += said.Length;
            }
            else
            {
                at++;
            }
        }
    }

    private static bool IsOfPair(decimal value) => value is >= LeastOfPair and < 100;

    private static IReadOnlyList<string> OfDigits(string token, long scale)
    {
        var parts = token.Split('.', ',', ':', ' ', '\u00A0', '\u202F');
        return parts switch
        {
            [var whole] => [Scaled(whole, scale)],
            _ when HasThousands(parts) && !token.Contains('.', StringComparison.Ordinal) => [Scaled(string.Concat(parts), scale)],
            [var whole, var fraction] when token.Contains(':', StringComparison.Ordinal) => fraction is "00" ? [Time(whole, fraction), Scaled(whole, 1)] : [Time(whole, fraction)],
            [var whole, var fraction] => HasThousands(parts)
                ? [Scaled($"{whole}.{fraction}", scale), Scaled(whole + fraction, scale)]
                : [Scaled($"{whole}.{fraction}", scale), Time(whole, fraction)],
            _ => [string.Join('.', parts), .. parts.Select(part => Scaled(part, 1))],
        };
    }

    /// <summary>Three digits in every group but the first.</summary>
    private static bool HasThousands(string[] parts) => parts[0].Length <= 3 && parts.Skip(1).All(part => part.Length is 3);

    private static string Scaled(string digits, long scale) =>
        decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value < long.MaxValue
            ? Written(value * scale)
            : digits;

    private static string Written(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Time(string hours, string minutes) => $"{hours.TrimStart('0')}:{minutes}";

    /// <summary>Numbers with what parts them, and words; a hyphen parts words.</summary>
    [GeneratedRegex(
        @"\d{1,3}(?:[\u0020\u00A0\u202F]\d{3})+(?!\d)|\d+(?:[.,:]\d+)*|\p{L}+",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tokens { get; }
}
