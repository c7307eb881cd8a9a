using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reconvene.Server.Accounts;

namespace Reconvene.Server.Search;

/// <summary>
/// What is written into the index: a letter that tells the kind, and small letters and digits, so that nothing in a term can be
/// taken for the language of either engine.
/// </summary>
internal static class SaidTerm
{
    /// <summary>
    /// Beginnings up to this length are terms of their own: so many words begin with one letter that to gather all their recordings
    /// would take longer than any other search.
    /// </summary>
    public const int LongestBeginning = 3;

    public static string Word(string stem) => $"w{stem}";

    /// <summary>That some word begins so.</summary>
    public static string Beginning(string letters) => $"b{letters}";

    /// <summary>By its name as the transcript has it, whatever that is made of.</summary>
    public static string Speaker(string label) =>
        $"s{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(label)).AsSpan(0, 16))}";

    /// <summary>As it is in the index of all tenants. The number ends where the letter of the kind stands, so no tenant's terms begin as another's do.</summary>
    public static string Of(TenantId tenant, string term) => string.Create(CultureInfo.InvariantCulture, $"{tenant.Value}{term}");
}
