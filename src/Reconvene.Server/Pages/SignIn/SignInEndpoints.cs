using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Server.Accounts;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Pages.SignIn;

internal static class SignInEndpoints
{
    public static void MapSignIn(this RouteGroupBuilder pages)
    {
        pages.MapGet(ReturnPath.SignIn, Show).AllowAnonymous();
        pages.MapPost(ReturnPath.SignIn, Send).AllowAnonymous();
        pages.MapPost("/sign-out", Leave).RequireAuthorization(PagePolicies.Viewer);
    }

    /// <summary>The sign-in; who is signed in already goes on, and a server without an owner is set up first.</summary>
    internal static async Task<Results<PageResult, SeeOther>> Show(
        [FromQuery(Name = ReturnPath.Field)] string? back, HttpContext context, UserQueries users, CancellationToken cancellation)
    {
        if (!await users.HasOwnerAsync(TenantId.First, cancellation))
        {
            return new SeeOther(SetupEndpoints.Path);
        }

        var local = ReturnPath.Local(back);
        return context.Features.Get<SignedIn>() is not null
            ? new SeeOther(local ?? ReturnPath.Home)
            : Page(new("", local));
    }

    /// <summary>Signs in by e-mail address and password.</summary>
    internal static async Task<Results<PageResult, SeeOther>> Send(
        PageForm form, HttpContext context, LogIn logIn, SignInBrowser signIn, CancellationToken cancellation)
    {
        var email = form["email"];
        var back = ReturnPath.Local(form[ReturnPath.Field]);
        switch (await logIn.RunAsync(email, form["password"], AuthEndpoints.AddressOf(context), cancellation))
        {
            case LogInOutcome.In signedIn:
                await signIn.RunAsync(context, signedIn.User, cancellation);
                return new SeeOther(back ?? ReturnPath.Home);
            case LogInOutcome.Refused:
                return Page(new(email, back, "sign_in.wrong"), StatusCodes.Status422UnprocessableEntity);
            case LogInOutcome.Wait(var wait):
                Problems.SetRetryAfter(context, wait);
                return Page(
                    new(email, back, "sign_in.wait", (long)Math.Ceiling(wait.TotalSeconds)), StatusCodes.Status429TooManyRequests);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Ends the session of this browser.</summary>
    internal static async Task<SeeOther> Leave(
        HttpContext context, BrowserSessions sessions, PageCookies cookies, CancellationToken cancellation)
    {
        await sessions.EndAsync(context.Features.GetRequiredFeature<SignedIn>(), cancellation);
        cookies.TakeSession(context);
        return new SeeOther(ReturnPath.SignIn);
    }

    private static PageResult Page(SignInView view, int status = StatusCodes.Status200OK) =>
        PageResult.Of<SignInPage, SignInView>(view, status);
}
