using System.Text;

namespace Reconvene.Server.Transcripts.Vtt;

/// <summary>Text as it can be stored and shown on one line: no control characters, no broken pairs, single blanks.</summary>
internal static class PlainText
{
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        var blank = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                blank = line.Length > 0;
                continue;
            }

            if (Rune.IsControl(rune))
            {
                continue;
            }

            if (blank)
            {
                line.Append(' ');
                blank = false;
            }

            line.Append(rune.ToString());
        }

        return line.ToString();
    }

    /// <summary>Whether a text, not empty, is already as <see cref="OneLine"/> would make it; false also when that is not sure.</summary>
    public static bool IsOneLine(ReadOnlySpan<char> text)
    {
        if (text is [] or [' ', ..] or [.., ' '] || text.Contains("  ", StringComparison.Ordinal))
        {
            return false;
        }

        var foreign = text.IndexOfAnyExceptInRange(' ', '~');
        for (var at = foreign; at >= 0 && at < text.Length; at++)
        {
            if (text[at] is not ' ' && (char.IsControl(text[at]) || char.IsWhiteSpace(text[at]) || char.IsSurrogate(text[at])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>At most <paramref name="longest"/> characters, without splitting a pair.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        return char.IsHighSurrogate(text[longest - 1]) ? text[..(longest - 1)] : text[..longest];
    }
}
