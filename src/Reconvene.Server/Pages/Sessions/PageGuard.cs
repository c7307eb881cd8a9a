using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Pages.Sessions;

/// <summary>
/// Stands before every page. Whoever asks is known by the session alone, also where nobody needs one. A form is taken
/// only from a page of ours, as the browser tells by <c>Origin</c> and <c>Sec-Fetch-Site</c> and as the token in it
/// proves; a browser to which a cookie would travel in the clear gets none.
/// </summary>
internal sealed class PageGuard(RequestDelegate next, IAntiforgery antiforgery, HostCookies cookies, PublicAddress address)
{
    private const string Form = "application/x-www-form-urlencoded";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PageRoute>() is null)
        {
            await next(context);
            return;
        }

        var session = await context.AuthenticateAsync(SessionAuthentication.SchemeName);
        context.User = session.Principal ?? new ClaimsPrincipal(new ClaimsIdentity());
        var refusal = cookies.MayBeGiven(context.Request) ? await JudgeAsync(context) : Refusal.NeedsHttps;
        if (refusal is Refusal.None)
        {
            await next(context);
            return;
        }

        (context.Response.StatusCode, var hint) = Answer(refusal);
        context.Features.Set(hint);
    }

    private static (int Status, ProblemHint Hint) Answer(Refusal refusal) => refusal switch
    {
        Refusal.NeedsHttps => (
            StatusCodes.Status403Forbidden,
            new("needs_https", "Pages are shown over https, or on the server's own machine: set Http:PublicUrl to the https address.")),
        Refusal.ForeignPage => (
            StatusCodes.Status403Forbidden,
            new("foreign_page", "The form did not come from a page of this server: open the page here and send it again.")),
        Refusal.NotAForm => (
            StatusCodes.Status415UnsupportedMediaType,
            new("not_a_form", $"A page takes a form: send Content-Type: {Form}.")),
        Refusal.FormTooOld => (
            StatusCodes.Status400BadRequest,
            new("form_expired", "The form is no longer valid: open the page again and send it once more.")),
        _ => throw new UnreachableException(),
    };

    private async Task<Refusal> JudgeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return Refusal.None;
        }

        if (!IsOurOwnPage(request))
        {
            return Refusal.ForeignPage;
        }

        if (!request.HasFormContentType || request.ContentType?.StartsWith(Form, StringComparison.OrdinalIgnoreCase) is not true)
        {
            return Refusal.NotAForm;
        }

        try
        {
            await antiforgery.ValidateRequestAsync(context);
            return Refusal.None;
        }
        catch (Exception error) when (error is AntiforgeryValidationException or InvalidDataException)
        {
            return Refusal.FormTooOld;
        }
    }

    /// <summary>Every browser sends at least one of the two with a form; who sends neither is none.</summary>
    private bool IsOurOwnPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        return (site.Length > 0 || origin.Length > 0)
            && site is "" or "same-origin" or "none"
            && (origin.Length is 0 || IsOurs(origin, request));
    }

    private bool IsOurs(string origin, HttpRequest request) =>
        string.Equals(origin, address.Origin, StringComparison.OrdinalIgnoreCase)
        || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private enum Refusal
    {
        None,
        NeedsHttps,
        ForeignPage,
        NotAForm,
        FormTooOld,
    }
}
