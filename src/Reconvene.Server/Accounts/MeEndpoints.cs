using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Accounts;
using Reconvene.Server.Accounts.People;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts;

internal static class MeEndpoints
{
    public static void MapMe(this WebApplication app)
    {
        var me = app.MapGroup("/api/v1/users/me").WithTags("People").RequireAuthorization(Policies.Viewer);
        me.MapGet("/", Get).WithName("GetMe");
        me.MapPatch("/", Patch).WithName("ChangeMe");
        me.MapPut("/password", PutPassword).WithName("ChangePassword");
    }

    /// <summary>Tells who is signed in.</summary>
    internal static async Task<Results<Ok<UserView>, ProblemHttpResult>> Get(
        Caller caller, UserQueries users, CancellationToken cancellation) =>
        await users.FindAsync(caller.Tenant, caller.User, cancellation) is { } user
            ? TypedResults.Ok(UserQueries.View(user))
            : Problems.NotFound("user", caller.User.Value);

    /// <summary>Changes one's own name or language.</summary>
    internal static async Task<Results<Ok<UserView>, ProblemHttpResult>> Patch(
        ChangeMeRequest request, Caller caller, ChangeMe change, UserQueries users, CancellationToken cancellation)
    {
        if (caller.KeyScope is ApiKeyScope.Read or ApiKeyScope.Write)
        {
            return Problems.Forbidden("forbidden", "Changing oneself needs a sign-in, or a key with the scope manage.");
        }

        return await change.RunAsync(caller, request, cancellation) is { Count: > 0 } errors
            ? Problems.Invalid(errors)
            : await Get(caller, users, cancellation);
    }

    /// <summary>Changes one's own password; every token made before is refused from then on.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> PutPassword(
        ChangePasswordRequest request,
        Caller caller,
        ChangePassword change,
        HttpContext context,
        CancellationToken cancellation)
    {
        var address = AuthEndpoints.AddressOf(context);
        return await change.RunAsync(caller, request.CurrentPassword, request.NewPassword, address, cancellation) switch
        {
            ChangePasswordOutcome.Changed => TypedResults.NoContent(),
            ChangePasswordOutcome.WrongPassword =>
                Problems.Invalid([new("current_password", "is not the present password.")]),
            ChangePasswordOutcome.NotByKey =>
                Problems.Forbidden("forbidden", "An API key cannot change a password: sign in first."),
            ChangePasswordOutcome.Invalid invalid => Problems.Invalid([new("new_password", invalid.Reason)]),
            ChangePasswordOutcome.Wait wait => AuthEndpoints.Wait(context, wait.For),
            _ => throw new UnreachableException(),
        };
    }
}
