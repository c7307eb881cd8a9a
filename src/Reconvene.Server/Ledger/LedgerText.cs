using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Server.Ledger;

/// <summary>
/// Text of Zoom's as the ledger can keep it: no longer than its column, cut between two characters and not inside one,
/// and without the zero that PostgreSQL refuses. One odd value must not fail a page.
/// </summary>
internal static class LedgerText
{
    private const char Replacement = '\uFFFD';

    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text, int longest)
    {
        if (text is null)
        {
            return null;
        }

        var whole = text.Replace('\0', Replacement);
        if (whole.Length <= longest)
        {
            return whole;
        }

        return char.IsHighSurrogate(whole[longest - 1]) ? whole[..(longest - 1)] : whole[..longest];
    }

    /// <summary>Whether a name of Zoom's can be kept as it is: one that were cut would be another's.</summary>
    public static bool IsName(string text, int longest) =>
        text.Length <= longest && !text.Contains('\0', StringComparison.Ordinal);
}
