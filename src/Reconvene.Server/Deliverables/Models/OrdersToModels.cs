using System.Text.RegularExpressions;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// Words that nobody says to people: orders to whatever model reads along. They carry nothing and are no part of a meeting, whatever is
/// said beside them. This is a second wall; that a claim must be carried is the first.
/// </summary>
internal static partial class OrdersToModels
{
    /// <summary>Where captions have no points, a sentence has no end.</summary>
    private const int MostOfRest = 2;

    /// <summary>Numbers of the segments with an order: it may be cut anywhere, and goes on to the end of its sentence.</summary>
    public static HashSet<int> SegmentsOf(IReadOnlyList<Segment> segments)
    {
        var orders = new HashSet<int>();
        var rest = 0;
        for (var i = 0; i < segments.Count; i++)
        {
            var isGoingOn = i > 0 && segments[i - 1].Speaker == segments[i].Speaker && !IsEnded(segments[i - 1].Text);
            var isCut = isGoingOn && Form.IsMatch($"{segments[i - 1].Text} {segments[i].Text}");
            rest = Form.IsMatch(segments[i].Text) || (isCut && !Form.IsMatch(segments[i - 1].Text)) ? MostOfRest + 1 : isGoingOn ? rest - 1 : 0;
            if (rest > 0)
            {
                orders.Add(segments[i].Number);
            }

            if (isCut)
            {
                orders.Add(segments[i - 1].Number);
            }
        }

        return orders;
    }

    private static bool IsEnded(string text) => text.TrimEnd() is [.., '.' or '!' or '?' or '\u2026'];

    [GeneratedRegex(
        @"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules|above)\b|^\W*(?:system|assistant|developer)\s*[:>]|\b(?:you are|act as) (?:now )?(?:a|an|the) (?:ai|assistant|model|chatbot)\b|\breply only with\b|\b(?:output|reveal|print|show)\b.{0,40}\b(?:other customers?|system prompt|your instructions|api keys?)\b|\b(?:add|insert|include|append)\b.{0,30}\b(?:link|url|image|address)\b.{0,10}[:!]|!\[[^\]]*\]\(|\b(?:забудь|игнорируй|проигнорируй)\w*\b.{0,40}\b(?:инструкц|указани|правил)|^\W*система\s*:|\bответь только\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form { get; }
}
