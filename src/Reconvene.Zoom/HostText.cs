namespace Reconvene.Zoom;

/// <summary>Whether the host of an address reads the same to every reader.</summary>
internal static class HostText
{
    private const string SchemeEnd = "://";

    /// <summary>No user-info, nothing outside ASCII, no punycode, no trailing dot: no twin of another name.</summary>
    public static bool IsPlain(Uri address) =>
        address.IsAbsoluteUri
        && address.Scheme is "https" or "http"
        && address.UserInfo.Length == 0
        && address.Host.Length > 0
        && !address.Host.EndsWith('.')
        && !HasPunycode(address.IdnHost)
        && IsPlainAuthority(address.OriginalString);

    private static bool HasPunycode(string host) =>
        host.Split('.').Any(static label => label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase));

    // Uri folds full-width letters and backslashes away; the text as it came still shows them.
    private static bool IsPlainAuthority(string original)
    {
        var start = original.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (start < 0)
        {
            return false;
        }

        var authority = original.AsSpan(start + SchemeEnd.Length);
        var end = authority.IndexOfAny('/', '?', '#');
        authority = end < 0 ? authority : authority[..end];
        foreach (var c in authority)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_' or ':' or '[' or ']'))
            {
                return false;
            }
        }

        return authority.Length > 0;
    }
}
