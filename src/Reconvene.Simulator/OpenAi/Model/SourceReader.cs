using System.Globalization;
using System.Text.RegularExpressions;
using Reconvene.Simulator.OpenAi.Control;

namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>
/// Finds what was said in the messages: lines with a number in brackets; else JSON of earlier answers or of segments; else lines
/// that end with numbers in brackets; else plain sentences, which have no number.
/// </summary>
internal static partial class SourceReader
{
    private const int Limit = 2000;
    private const string Time = @"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d+)?";

    public static IReadOnlyList<Source> Read(IReadOnlyList<ModelMessage> messages)
    {
        // Instructions may hold an example of a line, so what the user gives goes first.
        var given = messages.Where(message => message.Role == "user").ToList();
        var others = messages.Where(message => message.Role != "user").ToList();
        return FirstOf(given, others, text => Lines(text).Select(SpokenIn).OfType<Source>())
            ?? FirstOf(given, others, JsonSources.In)
            ?? FirstOf(given, others, text => Lines(text).Select(CitedIn).OfType<Source>())
            ?? FirstOf([.. given.TakeLast(1)], others, Sentences)
            ?? [];
    }

    private static List<Source>? FirstOf(
        List<ModelMessage> given, List<ModelMessage> others, Func<string, IEnumerable<Source>> find)
    {
        foreach (var messages in (List<ModelMessage>[])[given, others])
        {
            var found = messages.SelectMany(message => find(message.Text)).ToList();
            if (found.Count > 0)
            {
                return found;
            }
        }

        return null;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Source? SpokenIn(string line)
    {
        var match = SpokenLine().Match(line);
        if (!match.Success || !int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return new Source([number], match.Groups["speaker"].Value.Trim(), match.Groups["text"].Value.Trim())
        {
            At = match.Groups["time"].Success ? TimeIn(match.Groups["time"].Value) : null,
        };
    }

    private static Source? CitedIn(string line)
    {
        var match = CitedLine().Match(line);
        return match.Success
            ? new Source([.. Number().Matches(match.Groups["numbers"].Value).Select(Of)], "", match.Groups["text"].Value.Trim())
            : null;
    }

    private static int Of(Match number) => int.Parse(number.ValueSpan, CultureInfo.InvariantCulture);

    private static IEnumerable<Source> Sentences(string text) => Sentence().Matches(text[..Math.Min(text.Length, Limit)])
        .Select(match => new Source([], "", match.Value.Trim()))
        .Where(source => source.Text.Length > 0);

    private static TimeSpan TimeIn(string text) => text.Split(':')
        .Aggregate(TimeSpan.Zero, (sum, part) =>
            (sum * 60) + TimeSpan.FromSeconds(double.Parse(part.Replace(',', '.'), CultureInfo.InvariantCulture)));

    [GeneratedRegex(
        @"^(?:[-*•]\s*)?\[\#?(?<number>\d{1,9})(?:[\s,;|@]+(?<time>" + Time + @"))?[^\]\d]{0,20}\]:?\s*"
        + @"(?:[\[(]?(?<time>" + Time + @")(?:\s*(?:-|–|—|-->|→)\s*" + Time + @")?[\])]?[\s,:-]*(?=\S))?"
        + @"(?:(?<speaker>[^\s:][^:\n]{0,60}?):\s+)?(?<text>\S.*)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex SpokenLine();

    [GeneratedRegex(@"^(?:[-*•]\s*)?(?<text>\S.*?)\s*\[(?<numbers>\d{1,9}(?:\s*[,;]\s*\d{1,9})*)\]\.?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CitedLine();

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"[^.!?\n]+[.!?]*", RegexOptions.None, 1000)]
    private static partial Regex Sentence();
}
