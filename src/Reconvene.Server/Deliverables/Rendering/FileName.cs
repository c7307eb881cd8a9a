using System.Buffers;
using System.Text;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Deliverables.Rendering;

/// <summary>A title as the name of a file that any system takes.</summary>
internal static class FileName
{
    private const int Longest = 80;
    private static readonly SearchValues<char> Refused = SearchValues.Create("\\/:*?\"<>|;%");

    public static string Of(string title, string extension)
    {
        var name = new StringBuilder();
        foreach (var rune in PlainText.OneLine(PlainText.Cut(title, Longest * 4)).EnumerateRunes())
        {
            // Format characters could turn the name around, so that it seems to end otherwise.
            if (Rune.GetUnicodeCategory(rune) is not System.Globalization.UnicodeCategory.Format && name.Length + rune.Utf16SequenceLength <= Longest)
            {
                name.Append(rune.IsBmp && Refused.Contains((char)rune.Value) ? "-" : rune.ToString());
            }
        }

        var clean = name.ToString().Trim(' ', '.', '-');
        return $"{(clean.Length is 0 ? "deliverable" : clean)}.{extension}";
    }
}
