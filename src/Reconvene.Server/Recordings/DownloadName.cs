using System.Globalization;
using System.Text;

namespace Reconvene.Server.Recordings;

/// <summary>The name a person's browser saves a file under: the topic, without what a file system or a header trips over.</summary>
internal static class DownloadName
{
    private const int LongestTopic = 100;

    public static string Of(string topic, DateTimeOffset startAt, string fileType, string extension)
    {
        var day = startAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var clean = Clean(topic);
        return clean.Length is 0 ? $"{day} {Clean(fileType)}.{extension}" : $"{day} {clean} {Clean(fileType)}.{extension}";
    }

    /// <summary>
    /// Keeps letters, digits and plain punctuation; control characters, marks that turn the direction of text, path
    /// separators and what Windows refuses become spaces.
    /// </summary>
    public static string Clean(string text)
    {
        var kept = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var plain = category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator);
            kept.Append(plain && !"/\\:*?\"<>|%;".Contains(rune.ToString(), StringComparison.Ordinal) ? rune.ToString() : " ");
            if (kept.Length >= LongestTopic)
            {
                break;
            }
        }

        return string.Join(' ', kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim('.', ' ');
    }
}
