using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts;

internal static class AuthEndpoints
{
    /// <summary>Under which tries at the setup are counted, wherever they are made.</summary>
    public const string SetupAccount = "setup";

    public static void MapAuth(this WebApplication app)
    {
        var auth = app.MapGroup("/api/v1/auth").WithTags("Sign-in").AllowAnonymous();
        auth.MapGet("/setup", GetSetup).WithName("GetSetup");
        auth.MapPost("/setup", Setup).WithName("CompleteSetup");
        auth.MapPost("/login", Login).WithName("LogIn");
        auth.MapPost("/refresh", Refresh).WithName("RefreshSignIn");
        app.MapPost("/api/v1/auth/logout", Logout).WithName("LogOut").WithTags("Sign-in").RequireAuthorization(Policies.Viewer);
    }

    /// <summary>Tells whether this server has an owner yet.</summary>
    internal static async Task<Ok<SetupState>> GetSetup(UserQueries users, CancellationToken cancellation) =>
        TypedResults.Ok(new SetupState(await users.HasOwnerAsync(TenantId.First, cancellation)));

    /// <summary>Makes the first owner, with the code that the server printed at its start.</summary>
    internal static async Task<Results<Created<LoginAnswer>, ProblemHttpResult>> Setup(
        SetupRequest request,
        CompleteSetup setup,
        LoginAnswers answers,
        SignInDelays delays,
        HttpContext context,
        CancellationToken cancellation)
    {
        var address = AddressOf(context);
        if (delays.Claim(SetupAccount, address) is { } wait)
        {
            return Wait(context, wait);
        }

        var owner = new NewOwner(request.Email, request.Password, request.Name, request.Organisation);
        switch (await setup.RunAsync(request.SetupCode, owner, address, cancellation))
        {
            case SetupOutcome.Done done:
                delays.Forgive(SetupAccount, address);
                return TypedResults.Created("/api/v1/users/me", await answers.BeginAsync(context, done.Owner, cancellation));
            case SetupOutcome.AlreadyDone:
                return Problems.Make(StatusCodes.Status404NotFound, "setup_completed", "This server has its owner already: sign in.");
            case SetupOutcome.WrongCode:
                return Problems.Forbidden("wrong_setup_code", "The setup code is not the one that the server printed at its start: read it there again.");
            case SetupOutcome.Invalid invalid:
                delays.Forgive(SetupAccount, address);
                return Problems.Invalid(invalid.Errors);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Signs in with e-mail address and password.</summary>
    internal static async Task<Results<Ok<LoginAnswer>, ProblemHttpResult>> Login(
        LoginRequest request,
        LogIn logIn,
        LoginAnswers answers,
        HttpContext context,
        CancellationToken cancellation)
    {
        switch (await logIn.RunAsync(request.Email, request.Password, AddressOf(context), cancellation))
        {
            case LogInOutcome.In signedIn:
                return TypedResults.Ok(await answers.BeginAsync(context, signedIn.User, cancellation));
            case LogInOutcome.Refused:
                context.Response.Headers.WWWAuthenticate = "Bearer realm=\"reconvene\"";
                return Problems.Make(StatusCodes.Status401Unauthorized, "wrong_login", "The e-mail address or the password is not right: check both.");
            case LogInOutcome.Wait wait:
                return Wait(context, wait.For);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Takes a refresh token for the next pair of tokens; a second use of one ends the sign-in.</summary>
    internal static async Task<Results<Ok<LoginAnswer>, ProblemHttpResult>> Refresh(
        RefreshRequest request,
        SignIns signIns,
        LoginAnswers answers,
        SignInDelays delays,
        HttpContext context,
        CancellationToken cancellation)
    {
        var address = AddressOf(context);
        if (delays.Look(address) is { } wait)
        {
            return Wait(context, wait);
        }

        if (await signIns.RefreshAsync(request.RefreshToken, address, cancellation) is { } refreshed)
        {
            return TypedResults.Ok(answers.Of(context, refreshed.User, refreshed.Next));
        }

        delays.CountWrong(address);
        return Problems.Make(
            StatusCodes.Status401Unauthorized, "refresh_refused", "The refresh token is used, ended or unknown: sign in again.");
    }

    /// <summary>Ends a sign-in, or with everywhere all of them; access tokens last until they run out.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> Logout(
        LogoutRequest request, Caller caller, SignIns signIns, CancellationToken cancellation)
    {
        switch (request)
        {
            case { Everywhere: true }:
                await signIns.EndAllAsync(caller, cancellation);
                return TypedResults.NoContent();
            case { RefreshToken: { } token }:
                await signIns.EndAsync(caller, token, cancellation);
                return TypedResults.NoContent();
            default:
                return Problems.Invalid([new("refresh_token", "is required, unless everywhere is true.")]);
        }
    }

    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    public static ProblemHttpResult Wait(HttpContext context, TimeSpan wait) => Problems.TooMany(
        context, wait, "too_many_tries", "Too many wrong tries: wait as long as the Retry-After header says, then try again.");
}
