using System.Net;
using System.Text;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Rendering.Html;

/// <summary>Text from outside, as it may stand in each place of the file.</summary>
internal static class HtmlText
{
    /// <summary>In an element or in a quoted attribute.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(PlainText.OneLine(text));

    /// <summary>For <c>dir</c>. Browsers find out themselves; WeasyPrint has to be told.</summary>
    public static string Direction(string text) => TextDirection.IsRightToLeft(text) ? "rtl" : "auto";

    /// <summary>In a quoted string of the style sheet: whatever is no letter, digit or blank by its number.</summary>
    public static string EncodeForStyle(string text)
    {
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var rune in PlainText.OneLine(text).EnumerateRunes())
        {
            _ = Rune.IsLetterOrDigit(rune) || rune.Value is ' '
                ? encoded.Append(rune.ToString())
                : encoded.Append('\\').Append(rune.Value.ToString("x", System.Globalization.CultureInfo.InvariantCulture)).Append(' ');
        }

        return encoded.ToString();
    }
}
