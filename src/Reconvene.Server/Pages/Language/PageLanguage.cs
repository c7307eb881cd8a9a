using System.Globalization;
using Reconvene.Server.Pages.Sessions;

namespace Reconvene.Server.Pages.Language;

/// <summary>A language that the pages speak.</summary>
/// <param name="Code">As in <c>lang</c> and <c>Accept-Language</c>.</param>
/// <param name="Name">What its speakers call it.</param>
internal sealed record PageLanguage(string Code, string Name)
{
    public static readonly PageLanguage English = new("en", "English");
    public static readonly PageLanguage Russian = new("ru", "Русский");

    public static IReadOnlyList<PageLanguage> All { get; } = [English, Russian];

    public CultureInfo Culture => CultureInfo.GetCultureInfo(Code);

    /// <summary>What was chosen on a page, else the person's own, else the first that the browser asks for and we have.</summary>
    public static PageLanguage Of(HttpContext context)
    {
        var cookies = context.RequestServices.GetRequiredService<PageCookies>();
        return Find(cookies.Language(context))
            ?? Find(context.Features.Get<SignedIn>()?.Person.Locale)
            ?? Accepted(context.Request).Select(Find).FirstOrDefault(language => language is not null)
            ?? English;
    }

    /// <summary>By a code such as <c>ru</c> or <c>ru-RU</c>.</summary>
    public static PageLanguage? Find(string? code) => code is null
        ? null
        : All.FirstOrDefault(language => language.Code.Equals(code.Split('-')[0], StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Accepted(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .Where(language => language.Quality is not 0)
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString());
}
