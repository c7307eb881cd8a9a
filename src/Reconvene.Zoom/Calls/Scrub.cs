using System.Text.RegularExpressions;

namespace Reconvene.Zoom.Calls;

/// <summary>Makes foreign text fit to be shown: one line, short, without addresses, queries or things like tokens.</summary>
internal static partial class Scrub
{
    private const int Longest = 240;

    public static string Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return string.Empty;
        }

        var cut = text.Length > Longest * 4 ? text[..(Longest * 4)] : text;
        var line = Control().Replace(cut, " ").Trim();
        line = Query().Replace(line, "?***");
        line = Mail().Replace(line, "(e-mail)");
        line = TokenLike().Replace(line, "***");
        return line.Length > Longest ? line[..Longest] + "…" : line;
    }

    /// <summary>Scheme, host and path; never user-info, query or fragment.</summary>
    public static string Address(Uri address) =>
        address.IsAbsoluteUri
            ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : "(relative address)";

    [GeneratedRegex(@"[\p{C}\s]+", RegexOptions.NonBacktracking)]
    private static partial Regex Control();

    [GeneratedRegex(@"\?[^\s""'<>]*=[^\s""'<>]*", RegexOptions.NonBacktracking)]
    private static partial Regex Query();

    [GeneratedRegex(@"[^\s@,;:<>()\[\]""']+@[^\s@,;<>()\[\]""']+", RegexOptions.NonBacktracking)]
    private static partial Regex Mail();

    [GeneratedRegex("[A-Za-z0-9_+/=.\\-]{48,}", RegexOptions.NonBacktracking)]
    private static partial Regex TokenLike();
}
