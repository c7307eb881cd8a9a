using System.Text.RegularExpressions;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// Words that nobody says to people: orders to whatever model reads along. What rests on them alone is no part of a meeting. This is a
/// second wall; that a claim must be carried is the first.
/// </summary>
internal static partial class OrdersToModels
{
    public static bool AreIn(string text) => Form.IsMatch(text);

    [GeneratedRegex(
        @"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules|above)\b|^\W*(?:system|assistant|developer)\s*[:>]|\b(?:you are|act as) (?:now )?(?:a|an|the) (?:ai|assistant|model|chatbot)\b|\breply only with\b|\b(?:output|reveal|print|show)\b.{0,40}\b(?:other customers?|system prompt|your instructions|api keys?)\b|\b(?:add|insert|include|append)\b.{0,30}\b(?:link|url|image|address)\b.{0,10}[:!]|!\[[^\]]*\]\(|\b(?:забудь|игнорируй|проигнорируй)\w*\b.{0,40}\b(?:инструкц|указани|правил)|^\W*система\s*:|\bответь только\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form { get; }
}
