using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Consent;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Sessions;

namespace Reconvene.Server.Pages.Connecting;

/// <summary>
/// What a person meets after Zoom's page. Nobody needs to be signed in: the cookie of the consent says which question is
/// whose, and the pages tell of the tenant what is asked and no more.
/// </summary>
internal static class AnswerEndpoints
{
    /// <summary>How recent a person's connection must be to be the one that has just been made.</summary>
    private static readonly TimeSpan JustNow = TimeSpan.FromMinutes(1);

    private static readonly HashSet<string> Reasons = new(StringComparer.Ordinal)
    {
        "invalid_state", "other_browser", "other_zoom_user", "zoom_unavailable", "zoom_refused",
    };

    public static void MapAnswer(this RouteGroupBuilder pages)
    {
        pages.MapGet(ConsentPages.Confirm, Ask).AllowAnonymous();
        pages.MapPost(ConsentPages.Confirm, Answer).AllowAnonymous();
        pages.MapGet(ConsentPages.Connected, Connected).AllowAnonymous();
        pages.MapGet(ConsentPages.Declined, Declined).AllowAnonymous();
        pages.MapGet(ConsentPages.Failed, Failed).AllowAnonymous();
    }

    /// <summary>Asks whoever followed a link where the connection may go.</summary>
    internal static async Task<PageResult> Ask(
        HttpContext context, ConsentCookie cookie, AnswerConsent answer, CancellationToken cancellation) =>
        await answer.FindAsync(cookie.Read(context), cancellation) is { } asked
            ? PageResult.Of<ConfirmPage, AskedConsent>(asked)
            : Outcome("lapsed", status: StatusCodes.Status410Gone);

    /// <summary>Takes the yes or the no.</summary>
    internal static async Task<Results<PageResult, SeeOther>> Answer(
        PageForm form, HttpContext context, ConsentCookie cookie, AnswerConsent answer, CancellationToken cancellation)
    {
        if (form["answer"] is not ("yes" or "no"))
        {
            return await Ask(context, cookie, answer, cancellation);
        }

        var outcome = await answer.RunAsync(cookie.Read(context), form["answer"] is "yes", cancellation);
        cookie.Forget(context);
        var address = ConsentPages.AddressOf(outcome);
        return ReturnPath.Local(address) is { } local ? new SeeOther(local) : Onward.To(address);
    }

    /// <summary>Says that it worked. Who is signed in, and has just connected, goes on to the connection.</summary>
    internal static async Task<Results<PageResult, SeeOther>> Connected(
        HttpContext context, ConnectionQueries connections, TimeProvider time, CancellationToken cancellation)
    {
        var caller = context.Features.Get<SignedIn>()?.Person.AsCaller();
        return caller is not null
            && await connections.FindForCallerAsync(caller, cancellation) is { IsOfOneUser: true } own
            && own.ConnectedAt > time.GetUtcNow() - JustNow
                ? new SeeOther($"{OneConnection.OneConnectionEndpoints.PathOf(own.Id)}?zoom=connected")
                : Outcome("connected");
    }

    /// <summary>Says that nothing was connected, as the person wished.</summary>
    internal static PageResult Declined() => Outcome("declined");

    /// <summary>Says why nothing was connected, by a code that we know, and what to do.</summary>
    internal static PageResult Failed([FromQuery(Name = "reason")] string? reason) =>
        Outcome("failed", reason is not null && Reasons.Contains(reason) ? reason : "other");

    private static PageResult Outcome(string kind, string? reason = null, int status = StatusCodes.Status200OK) =>
        PageResult.Of<OutcomePage, OutcomeView>(new(kind, reason), status);
}
