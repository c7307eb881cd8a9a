using System.Diagnostics;
using Reconvene.Client.Accounts;
using Reconvene.Server.Accounts;
using Reconvene.Server.Accounts.Invitations;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Language;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Pages.SignIn;

internal static class InvitationEndpoints
{
    public const string Path = "/invitations";

    public static void MapInvitations(this RouteGroupBuilder pages)
    {
        pages.MapGet(Path + "/{code}", Show).AllowAnonymous();
        pages.MapPost(Path, Send).AllowAnonymous();
    }

    /// <summary>Where the invitation with this code is shown; the sign-in when there is no code to show one by.</summary>
    public static string PathOf(string code) => code.Length is 0 ? ReturnPath.SignIn : $"{Path}/{Uri.EscapeDataString(code)}";

    /// <summary>The link that an invited person was sent: to which tenant, as whom, and the password to choose.</summary>
    internal static async Task<PageResult> Show(
        string code, HttpContext context, InvitationQueries invitations, SignInDelays delays, CancellationToken cancellation)
    {
        var address = AuthEndpoints.AddressOf(context);
        if (delays.Look(address) is { } wait)
        {
            return Wait(context, code, wait);
        }

        if (await invitations.FindOpenAsync(code, cancellation) is { } invitation)
        {
            return Page(InvitationPageView.Of(code, invitation));
        }

        delays.CountWrong(address);
        return Over(code, "invitation.not_open");
    }

    /// <summary>Makes the account, and signs the person in.</summary>
    internal static async Task<Microsoft.AspNetCore.Http.HttpResults.Results<PageResult, SeeOther>> Send(
        PageForm form,
        HttpContext context,
        AcceptInvitation accept,
        InvitationQueries invitations,
        SignInDelays delays,
        SignInBrowser signIn,
        CancellationToken cancellation)
    {
        var code = form["code"];
        var address = AuthEndpoints.AddressOf(context);
        if (delays.Look(address) is { } wait)
        {
            return Wait(context, code, wait);
        }

        var invitation = await invitations.FindOpenAsync(code, cancellation);
        var request = new AcceptInvitationRequest(code, form["password"], form.Optional("name"));
        switch (await accept.RunAsync(request, PageLanguage.Of(context).Code, address, cancellation))
        {
            case AcceptOutcome.Accepted { User: var user }:
                await signIn.RunAsync(context, user, cancellation);
                return new SeeOther(ReturnPath.Home);
            case AcceptOutcome.Invalid invalid when invitation is not null:
                return Page(
                    InvitationPageView.Of(code, invitation) with
                    {
                        Name = form["name"],
                        Wrong = invalid.Errors.Select(error => error.Field).ToHashSet(StringComparer.Ordinal),
                        Problem = "form.wrong",
                    },
                    StatusCodes.Status422UnprocessableEntity);
            case AcceptOutcome.EmailTaken:
                return Over(code, "invitation.email_taken", StatusCodes.Status409Conflict);
            case AcceptOutcome.HasOwner:
                return Over(code, "invitation.has_owner", StatusCodes.Status409Conflict);
            case AcceptOutcome.NotOpen or AcceptOutcome.Invalid:
                delays.CountWrong(address);
                return Over(code, "invitation.not_open");
            default:
                throw new UnreachableException();
        }
    }

    private static PageResult Wait(HttpContext context, string code, TimeSpan wait)
    {
        Problems.SetRetryAfter(context, wait);
        return Page(
            InvitationPageView.Closed(code, "sign_in.wait") with { WaitSeconds = (long)Math.Ceiling(wait.TotalSeconds) },
            StatusCodes.Status429TooManyRequests);
    }

    private static PageResult Over(string code, string problem, int status = StatusCodes.Status404NotFound) =>
        Page(InvitationPageView.Closed(code, problem), status);

    private static PageResult Page(InvitationPageView view, int status = StatusCodes.Status200OK) =>
        PageResult.Of<InvitationPage, InvitationPageView>(view, status);
}
