using System.Text.Json;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>Reads a model's answer. Servers that keep to no schema write around it: the outermost object is taken.</summary>
internal static class DraftReader
{
    private const int LongestText = 4000;
    private const int MostItems = 200;
    private const int MostSegments = 50;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        MaxDepth = 16,
    };

    /// <summary>Null, and why, when it is none.</summary>
    public static Draft? Read(string answer, out string? why)
    {
        var (first, last) = (answer.IndexOf('{', StringComparison.Ordinal), answer.LastIndexOf('}'));
        if (first < 0 || last < first)
        {
            why = "The answer was no JSON object.";
            return null;
        }

        try
        {
            var draft = JsonSerializer.Deserialize<Draft>(answer.AsSpan(first, last - first + 1), Options);
            why = draft is null || IsEmpty(draft) ? "The answer had none of the wanted lists, or nothing in them." : WhyTooLong(draft);
            return why is null ? draft : null;
        }
        catch (JsonException)
        {
            why = "The answer was not JSON of the given schema.";
            return null;
        }
    }

    private static bool IsEmpty(Draft draft) =>
        (draft.Summary ?? []).Count + (draft.KeyPoints ?? []).Count + (draft.Decisions ?? []).Count + (draft.ActionItems ?? []).Count
        + (draft.Questions ?? []).Count is 0;

    private static string? WhyTooLong(Draft draft)
    {
        var claims = Claims(draft).ToList();
        return claims.Count > MostItems || draft.Chapters.Count > MostItems
            ? "The answer had too many items."
            : claims.Any(claim => claim.Text.Length > LongestText || claim.Segments.Count > MostSegments)
                ? "A text of the answer was too long, or rested on too many lines."
                : null;
    }

    /// <summary>All claims, whatever list they stand in.</summary>
    public static IEnumerable<DraftClaim> Claims(Draft draft) =>
        draft.Summary.Concat(draft.KeyPoints).Concat(draft.Decisions).Concat(draft.ActionItems).Concat(draft.Questions).Concat(draft.Sentiment);
}
