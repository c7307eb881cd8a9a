using System.Buffers;
using System.Text;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts.Formats;

/// <summary>Text from outside as Markdown that shows just that text: no markup, no HTML, no link, on one line.</summary>
internal static class MarkdownText
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\`*_[]#~|{}");

    public static string Escape(string text)
    {
        var line = PlainText.OneLine(text);
        var escaped = new StringBuilder(line.Length + 16);
        for (var i = 0; i < line.Length; i++)
        {
            _ = line[i] switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                // An address followed by this is made a link by many renderers.
                ':' when i + 1 < line.Length && line[i + 1] is '/' => escaped.Append("&#58;"),
                '@' => escaped.Append("&#64;"),
                '.' when IsOfHost(line, i) => escaped.Append("\\."),
                var c when Marks.Contains(c) => escaped.Append('\\').Append(c),
                var c when BeginsList(line, i) => escaped.Append('\\').Append(c),
                var c => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>A point between two letters makes a link of many a host, without any address before it.</summary>
    private static bool IsOfHost(string line, int at) =>
        at > 0 && at + 1 < line.Length && char.IsLetterOrDigit(line[at - 1]) && char.IsLetter(line[at + 1]);

    /// <summary>A dash, a plus or the point of a number at the beginning would make a list.</summary>
    private static bool BeginsList(string line, int at) => line[at] switch
    {
        '-' or '+' or '=' => at is 0,
        '.' or ')' => at is > 0 and < 10 && !line.AsSpan(0, at).ContainsAnyExceptInRange('0', '9'),
        _ => false,
    };
}
