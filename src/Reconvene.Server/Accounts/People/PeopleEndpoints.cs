using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts.People;

internal static class PeopleEndpoints
{
    public static void MapPeople(this WebApplication app)
    {
        var people = app.MapGroup("/api/v1/users").WithTags("People");
        people.MapGet("/", List).WithName("ListUsers").RequireAuthorization(Policies.Owner);
        people.MapGet("/{id:long}", Get).WithName("GetUser").RequireAuthorization(Policies.Owner);
        people.MapPatch("/{id:long}", Change).WithName("ChangeUser").RequireAuthorization(Policies.Owner);
        people.MapDelete("/{id:long}", Remove).WithName("RemoveUser").RequireAuthorization(Policies.Owner);
        people.MapPut("/{id:long}/operator", Grant).WithName("GrantOperator").RequireAuthorization(Policies.Operator);
        people.MapDelete("/{id:long}/operator", End).WithName("EndOperator").RequireAuthorization(Policies.Operator);
    }

    /// <summary>Lists the people of the tenant.</summary>
    internal static async Task<Results<Ok<Page<UserView>>, ProblemHttpResult>> List(
        int? limit, string? cursor, Caller caller, UserQueries users, CancellationToken cancellation) =>
        PageRequest.Read(limit, cursor, out var errors) is { } page
            ? TypedResults.Ok(await users.ListAsync(caller.Tenant, page, cancellation))
            : Problems.Invalid(errors);

    /// <summary>Reads one person of the tenant.</summary>
    internal static async Task<Results<Ok<UserView>, ProblemHttpResult>> Get(
        long id, Caller caller, UserQueries users, CancellationToken cancellation) =>
        await users.FindAsync(caller.Tenant, new(id), cancellation) is { } user
            ? TypedResults.Ok(UserQueries.View(user))
            : Problems.NotFound("user", id);

    /// <summary>Gives a person another role; tokens made before are refused. The last owner stays owner.</summary>
    internal static async Task<Results<Ok<UserView>, ProblemHttpResult>> Change(
        long id, ChangePersonRequest request, Caller caller, ChangeRole change, CancellationToken cancellation)
    {
        var outcome = await change.RunAsync(caller, new(id), (Role)request.Role, cancellation);
        return outcome is PersonOutcome.Done done ? TypedResults.Ok(UserQueries.View(done.User)) : Refuse(id, outcome);
    }

    /// <summary>Removes a person, with their keys and sign-ins. The last owner and the last operator stay.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        long id, Caller caller, RemovePerson remove, CancellationToken cancellation)
    {
        var outcome = await remove.RunAsync(caller, new(id), cancellation);
        return outcome is PersonOutcome.Done ? TypedResults.NoContent() : Refuse(id, outcome);
    }

    /// <summary>Lets a person of one's own tenant run this server too.</summary>
    internal static Task<Results<Ok<UserView>, ProblemHttpResult>> Grant(
        long id, Caller caller, ChangeOperator change, CancellationToken cancellation) =>
        ChangeAsync(id, caller, change, isOperator: true, cancellation);

    /// <summary>Takes the running of this server from a person; the last operator stays.</summary>
    internal static Task<Results<Ok<UserView>, ProblemHttpResult>> End(
        long id, Caller caller, ChangeOperator change, CancellationToken cancellation) =>
        ChangeAsync(id, caller, change, isOperator: false, cancellation);

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> ChangeAsync(
        long id, Caller caller, ChangeOperator change, bool isOperator, CancellationToken cancellation)
    {
        var outcome = await change.RunAsync(caller, new(id), isOperator, cancellation);
        return outcome is PersonOutcome.Done done ? TypedResults.Ok(UserQueries.View(done.User)) : Refuse(id, outcome);
    }

    private static ProblemHttpResult Refuse(long id, PersonOutcome outcome) => outcome switch
    {
        PersonOutcome.Unknown => Problems.NotFound("user", id),
        PersonOutcome.NotAllowed => Problems.Forbidden("forbidden", "What you may do here was changed meanwhile, and this is not among it any more: ask an owner or operator."),
        PersonOutcome.LastOwner => Problems.Conflict("last_owner", $"User {id} is the tenant's last owner: make somebody else owner first."),
        PersonOutcome.LastOperator => Problems.Conflict("last_operator", $"User {id} is this server's last operator: make somebody else operator first."),
        _ => throw new UnreachableException(),
    };
}
