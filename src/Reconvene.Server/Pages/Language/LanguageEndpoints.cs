using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Sessions;

namespace Reconvene.Server.Pages.Language;

internal static class LanguageEndpoints
{
    public static void MapLanguage(this RouteGroupBuilder pages) =>
        pages.MapPost("/language", Choose).AllowAnonymous();

    /// <summary>Shows the pages in another language from now on, in this browser.</summary>
    internal static SeeOther Choose(PageForm form, HttpContext context, PageCookies cookies)
    {
        if (PageLanguage.Find(form["language"]) is { } language)
        {
            cookies.GiveLanguage(context, language.Code);
        }

        return new SeeOther(ReturnPath.Local(form[ReturnPath.Field]) ?? ReturnPath.Home);
    }
}
