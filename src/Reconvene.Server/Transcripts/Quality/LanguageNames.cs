using System.Globalization;

namespace Reconvene.Server.Transcripts.Quality;

/// <summary>Languages as recognisers name them: by code, or by their English name.</summary>
internal static class LanguageNames
{
    /// <summary>Two or three letters; null for what is no known language, or when nothing is said.</summary>
    public static string? CodeOf(string? told)
    {
        var name = told?.Trim();
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        return name.Length <= 3
            ? Vtt.SpokenWords.Fold(name)
            : CultureInfo.GetCultures(CultureTypes.NeutralCultures)
                .FirstOrDefault(culture => culture.EnglishName.Equals(name, StringComparison.OrdinalIgnoreCase))?.TwoLetterISOLanguageName;
    }

    /// <summary>The English name, such as <c>Russian</c>.</summary>
    public static string Of(string code)
    {
        if (code is LanguageGuess.Unknown)
        {
            return "of no language that is known here";
        }

        var culture = CultureInfo.GetCultures(CultureTypes.NeutralCultures).FirstOrDefault(one => one.TwoLetterISOLanguageName == code && !one.Name.Contains('-', StringComparison.Ordinal));
        return culture?.EnglishName ?? code;
    }
}
