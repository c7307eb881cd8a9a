namespace Reconvene.Server.Accounts;

/// <summary>How addresses are kept: one person types theirs in more than one way.</summary>
internal static class EmailAddress
{
    private const int Longest = 320;

#pragma warning disable CA1308 // Lower case is how addresses are written.
    public static string Normalize(string email) => email.Trim().ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>Something, one @, something; whether it exists only a message can tell.</summary>
    public static bool IsPlausible(string email)
    {
        var text = email.Trim();
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= Longest
            && at > 0
            && at < text.Length - 1
            && text.LastIndexOf('@') == at
            && !text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter));
    }
}
