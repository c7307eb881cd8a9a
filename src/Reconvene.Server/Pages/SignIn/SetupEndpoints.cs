using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Server.Accounts;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Language;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Pages.SignIn;

internal static class SetupEndpoints
{
    public const string Path = "/setup";

    public static void MapSetup(this RouteGroupBuilder pages)
    {
        pages.MapGet(Path, Show).AllowAnonymous();
        pages.MapPost(Path, Send).AllowAnonymous();
    }

    /// <summary>The first-run setup, as long as there is no owner.</summary>
    internal static async Task<Results<PageResult, StatusCodeHttpResult>> Show(UserQueries users, CancellationToken cancellation) =>
        await users.HasOwnerAsync(TenantId.First, cancellation) ? Gone() : Page(SetupView.Empty);

    /// <summary>Makes the first owner, who is signed in at once.</summary>
    internal static async Task<Results<PageResult, SeeOther, StatusCodeHttpResult>> Send(
        PageForm form,
        HttpContext context,
        CompleteSetup setup,
        SignInDelays delays,
        SignInBrowser signIn,
        CancellationToken cancellation)
    {
        var view = new SetupView(form["email"], form["name"], form["organisation"], SetupView.Empty.Wrong);
        var address = AuthEndpoints.AddressOf(context);
        if (delays.Claim(AuthEndpoints.SetupAccount, address) is { } wait)
        {
            Problems.SetRetryAfter(context, wait);
            return Page(
                view with { Problem = "sign_in.wait", WaitSeconds = (long)Math.Ceiling(wait.TotalSeconds) },
                StatusCodes.Status429TooManyRequests);
        }

        var owner = new NewOwner(
            form["email"], form["password"], form.Optional("name"), form.Optional("organisation"), PageLanguage.Of(context).Code);
        switch (await setup.RunAsync(form["setup_code"], owner, address, cancellation))
        {
            case SetupOutcome.Done done:
                delays.Forgive(AuthEndpoints.SetupAccount, address);
                await signIn.RunAsync(context, done.Owner, cancellation);
                return new SeeOther(ReturnPath.Home);
            case SetupOutcome.AlreadyDone:
                return Gone();
            case SetupOutcome.WrongCode:
                return Wrong(view, ["setup_code"]);
            case SetupOutcome.Invalid invalid:
                delays.Forgive(AuthEndpoints.SetupAccount, address);
                return Wrong(view, invalid.Errors.Select(error => error.Field));
            default:
                throw new UnreachableException();
        }
    }

    private static PageResult Wrong(SetupView view, IEnumerable<string> fields) => Page(
        view with { Wrong = fields.ToHashSet(StringComparer.Ordinal), Problem = "form.wrong" },
        StatusCodes.Status422UnprocessableEntity);

    private static StatusCodeHttpResult Gone() => TypedResults.StatusCode(StatusCodes.Status404NotFound);

    private static PageResult Page(SetupView view, int status = StatusCodes.Status200OK) =>
        PageResult.Of<SetupPage, SetupView>(view, status);
}
