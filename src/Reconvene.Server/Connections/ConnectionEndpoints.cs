using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Connections;

internal static class ConnectionEndpoints
{
    public static void MapCredentials(this WebApplication app)
    {
        var credentials = app.MapGroup("/api/v1/credentials").WithTags("Credentials");
        credentials.MapGet("/", List).WithName("ListCredentials").RequireAuthorization(Policies.Viewer);
        credentials.MapGet("/{id:long}", Get).WithName("GetCredential").RequireAuthorization(Policies.Viewer);
        credentials.MapPost("/", Add).WithName("AddCredential").RequireAuthorization(Policies.Owner);
        credentials.MapPatch("/{id:long}", Change).WithName("ChangeCredential").RequireAuthorization(Policies.Owner);
        credentials.MapDelete("/{id:long}", Remove).WithName("RemoveCredential").RequireAuthorization(Policies.Owner);
    }

    /// <summary>
    /// Connects a Zoom account by the credentials of a Server-to-Server OAuth app, or one person by an OAuth token that was
    /// got elsewhere.
    /// </summary>
    internal static async Task<Results<Created<CredentialView>, ProblemHttpResult>> Add(
        AddCredentialRequest request, Caller caller, AddConnection add, RecognizeUser recognize, ConnectionQueries queries,
        TimeProvider time, CancellationToken cancellation)
    {
        if (CredentialRules.Judge(request, caller.User, time.GetUtcNow(), out var errors) is not { } connection)
        {
            return Problems.Invalid(errors);
        }

        connection = await recognize.RunAsync(connection, request.AccountName is null, cancellation);
        if (await add.RunAsync(caller.Tenant, AuditActor.Of(caller), connection, cancellation) is not { } id)
        {
            return Problems.Conflict(
                "credential_exists",
                connection.GrantKind is GrantKind.User
                    ? "This Zoom user is already connected through this app: reconnect that credential instead, or remove it first."
                    : "This account is already connected with this client_id: change that credential instead, or remove it first.");
        }

        var view = await queries.FindViewAsync(caller.Tenant, id, cancellation);
        return TypedResults.Created($"/api/v1/credentials/{id.Value}", view);
    }

    /// <summary>Lists the connected Zoom accounts.</summary>
    internal static async Task<Results<Ok<Page<CredentialView>>, ProblemHttpResult>> List(
        int? limit, string? cursor, Caller caller, ConnectionQueries queries, CancellationToken cancellation) =>
        PageRequest.Read(limit, cursor, out var errors) is { } page
            ? TypedResults.Ok(await queries.ListAsync(caller.Tenant, page, cancellation))
            : Problems.Invalid(errors);

    /// <summary>Reads one connected Zoom account.</summary>
    internal static async Task<Results<Ok<CredentialView>, ProblemHttpResult>> Get(
        long id, Caller caller, ConnectionQueries queries, CancellationToken cancellation) =>
        await queries.FindViewAsync(caller.Tenant, new(id), cancellation) is { } view
            ? TypedResults.Ok(view)
            : Problems.NotFound("credential", id);

    /// <summary>Renames a connection, switches it on or off, or gives it a new client secret.</summary>
    internal static async Task<Results<Ok<CredentialView>, ProblemHttpResult>> Change(
        long id, ChangeCredentialRequest request, Caller caller, ChangeConnection change, ConnectionQueries queries,
        CancellationToken cancellation)
    {
        var errors = CredentialRules.Judge(request);
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        if (await change.RunAsync(caller, new(id), request, cancellation) is ConnectionChange.NoClientId)
        {
            return Problems.Invalid(
                [new("client_secret", "belongs to a client id, and this credential's Zoom app has none: set both with PATCH /api/v1/zoom-apps/{id}, or reconnect by consent.")]);
        }

        return await queries.FindViewAsync(caller.Tenant, new(id), cancellation) is { } view
            ? TypedResults.Ok(view)
            : Problems.NotFound("credential", id);
    }

    /// <summary>Removes a connection. One in use is kept, unless <c>force=true</c> takes what rests on it along.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        long id, bool? force, Caller caller, RemoveConnection remove, CancellationToken cancellation) =>
        await remove.RunAsync(caller.Tenant, new(id), force ?? false, AuditActor.Of(caller), cancellation) switch
        {
            RemovedConnection.Yes => TypedResults.NoContent(),
            RemovedConnection.InUse(var use) => Problems.Conflict(
                "credential_in_use",
                $"Credential {id} is used by {use.Sources} sources and {use.Recordings} recordings: remove them first, or repeat with ?force=true to remove them with it."),
            _ => Problems.NotFound("credential", id),
        };
}
