using Reconvene.Server.Deliverables.Templates;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>What is to be written, of what.</summary>
/// <param name="Template">Which sections, and what else is wished.</param>
/// <param name="SpokenLanguage">Of the transcript: <c>en</c>, <c>ru</c> or <c>und</c>.</param>
/// <param name="Language">Of the deliverable, such as <c>en</c>; the spoken one when the template names none.</param>
internal sealed record ModelOrder(Template Template, string SpokenLanguage, string Language)
{
    /// <summary>The words of the deliverable are not the words that were spoken.</summary>
    public bool IsTranslated => Language != SpokenLanguage;

    public string LanguageName => Language switch
    {
        "en" => "English",
        "ru" => "Russian",
        Transcripts.LanguageGuess.Unknown => "the language of the speakers",
        _ => Transcripts.Quality.LanguageNames.Of(Language),
    };
}
