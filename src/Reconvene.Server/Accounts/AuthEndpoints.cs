using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts;

internal static class AuthEndpoints
{
    private const string SetupAccount = "setup";

    public static void MapAuth(this WebApplication app)
    {
        var auth = app.MapGroup("/api/v1/auth").WithTags("Sign-in").AllowAnonymous();
        auth.MapGet("/setup", GetSetup).WithName("GetSetup");
        auth.MapPost("/setup", Setup).WithName("CompleteSetup");
        auth.MapPost("/login", Login).WithName("LogIn");
    }

    /// <summary>Tells whether this server has an owner yet.</summary>
    internal static async Task<Ok<SetupState>> GetSetup(UserQueries users, CancellationToken cancellation) =>
        TypedResults.Ok(new SetupState(await users.HasOwnerAsync(TenantId.First, cancellation)));

    /// <summary>Makes the first owner, with the code that the server printed at its start.</summary>
    internal static async Task<Results<Created<LoginAnswer>, ProblemHttpResult>> Setup(
        SetupRequest request,
        CompleteSetup setup,
        AccessTokens tokens,
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
        switch (await setup.RunAsync(request.SetupCode, owner, cancellation))
        {
            case SetupOutcome.Done done:
                delays.Forgive(SetupAccount, address);
                context.Response.Headers.CacheControl = "no-store";
                return TypedResults.Created("/api/v1/users/me", Answer(done.Owner, tokens));
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
        LoginRequest request, LogIn logIn, AccessTokens tokens, HttpContext context, CancellationToken cancellation)
    {
        switch (await logIn.RunAsync(request.Email, request.Password, AddressOf(context), cancellation))
        {
            case LogInOutcome.In signedIn:
                context.Response.Headers.CacheControl = "no-store";
                return TypedResults.Ok(Answer(signedIn.User, tokens));
            case LogInOutcome.Refused:
                context.Response.Headers.WWWAuthenticate = "Bearer realm=\"reconvene\"";
                return Problems.Make(StatusCodes.Status401Unauthorized, "wrong_login", "The e-mail address or the password is not right: check both.");
            case LogInOutcome.Wait wait:
                return Wait(context, wait.For);
            default:
                throw new UnreachableException();
        }
    }

    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    public static ProblemHttpResult Wait(HttpContext context, TimeSpan wait) => Problems.TooMany(
        context, wait, "too_many_tries", "Too many wrong tries: wait as long as the Retry-After header says, then try again.");

    private static LoginAnswer Answer(UserRow user, AccessTokens tokens) => new(
        tokens.Make(user),
        "bearer",
        (int)AccessTokens.Life.TotalSeconds,
        (AccountRole)user.RoleInTenant,
        user.TenantId.Value,
        UserQueries.View(user));
}
