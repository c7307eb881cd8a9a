using System.Text.Json;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// Reads a model's answer. Servers that keep to no schema write around it: the outermost object is taken, after what the model thought
/// aloud. Nothing that a model writes makes it throw.
/// </summary>
internal static class DraftReader
{
    private const int LongestText = 4000;
    private const int MostItems = 200;
    private const int MostSegments = 50;
    private const string EndOfThought = "</think>";

    /// <summary>Null, and why, when it is no answer to this question.</summary>
    public static Draft? Read(string answer, ModelQuestion question, out string? why)
    {
        var said = WithoutThoughts(answer);
        var (first, last) = (said.IndexOf('{', StringComparison.Ordinal), said.LastIndexOf('}'));
        if (first < 0 || last < first)
        {
            why = "The answer was no JSON object.";
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(said.AsMemory(first, last - first + 1), DraftJson.Document);
            if (!question.Lists.Any(list => json.RootElement.Member(list).ValueKind is JsonValueKind.Array))
            {
                why = "The answer had none of the wanted lists.";
                return null;
            }

            var draft = DraftJson.Read(json.RootElement);
            why = IsEmpty(draft, question) ? "There was nothing in the lists of the answer." : WhyTooLong(draft);
            return why is null ? draft : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter for a name that is half of a surrogate pair: good JSON, and no text.
            why = "The answer was not JSON of the given schema.";
            return null;
        }
    }

    /// <summary>All claims, whatever list they stand in.</summary>
    public static IEnumerable<DraftClaim> Claims(Draft draft) =>
        draft.Summary.Concat(draft.KeyPoints).Concat(draft.Decisions).Concat(draft.ActionItems).Concat(draft.Questions).Concat(draft.Sentiment);

    /// <summary>What is thought aloud comes first; the same word inside the answer is a text.</summary>
    private static string WithoutThoughts(string answer)
    {
        var at = answer.TrimStart().StartsWith('{') ? -1 : answer.IndexOf(EndOfThought, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? answer : answer[(at + EndOfThought.Length)..];
    }

    /// <summary>Every meeting comes to something: only of a part, or of other lists, is nothing an honest answer.</summary>
    private static bool IsEmpty(Draft draft, ModelQuestion question) =>
        !question.IsPart
        && (question.Lists.Contains(Section.Summary, StringComparer.Ordinal) || question.Lists.Contains(Section.KeyPoints, StringComparer.Ordinal))
        && !Claims(draft).Any();

    private static string? WhyTooLong(Draft draft)
    {
        var claims = Claims(draft).ToList();
        return claims.Count > MostItems || draft.Chapters.Count > MostItems
            ? "The answer had too many items."
            : claims.Exists(claim => claim.Text.Length > LongestText || claim.Segments.Count > MostSegments)
                ? "A text of the answer was too long, or rested on too many lines."
                : null;
    }
}
