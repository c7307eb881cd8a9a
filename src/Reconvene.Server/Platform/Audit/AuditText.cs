using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Reconvene.Server.Platform.Audit;

/// <summary>
/// Text as it stands in an entry: one line that no terminal obeys. What controls (line breaks, colours, direction of
/// writing) is written as <c>\u000a</c>.
/// </summary>
internal static class AuditText
{
    private const int LongestDetail = 4_000;
    private const int KeptOfLonger = 500;

    // The escaping one, so that a detail is plain ASCII.
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsObeyed(rune))
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
            else
            {
                line.Append(rune);
            }
        }

        return line.ToString();
    }

    public static string? Detail(object? detail)
    {
        if (detail is null)
        {
            return null;
        }

        var text = JsonSerializer.Serialize(detail, Json);
        return text.Length <= LongestDetail
            ? text
            : JsonSerializer.Serialize(new { WasLength = text.Length, Begins = text[..KeptOfLonger] }, Json);
    }

    private static bool IsObeyed(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
