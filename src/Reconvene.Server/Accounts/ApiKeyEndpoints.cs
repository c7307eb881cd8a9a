using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts;

internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this WebApplication app)
    {
        var keys = app.MapGroup("/api/v1/api-keys").WithTags("API keys").RequireAuthorization(Policies.Viewer);
        keys.MapPost("/", Make).WithName("MakeApiKey");
        keys.MapGet("/", List).WithName("ListApiKeys");
        keys.MapDelete("/{id:long}", Revoke).WithName("RevokeApiKey");
    }

    /// <summary>Makes an API key for oneself; this answer alone shows it.</summary>
    internal static async Task<Results<Created<ApiKeyMade>, ProblemHttpResult>> Make(
        ApiKeyRequest request, Caller caller, MakeApiKey make, HttpContext context, CancellationToken cancellation)
    {
        switch (await make.RunAsync(caller, request, cancellation))
        {
            case MakeApiKeyOutcome.Made made:
                context.Response.Headers.CacheControl = "no-store";
                return TypedResults.Created($"/api/v1/api-keys/{made.Key.ApiKey.Id}", made.Key);
            case MakeApiKeyOutcome.NotAllowed:
                return Problems.Forbidden("scope_too_wide", "A key cannot do more than whoever makes it: ask for a narrower scope.");
            case MakeApiKeyOutcome.Invalid invalid:
                return Problems.Invalid(invalid.Errors);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Lists API keys without the keys: one's own, and for an owner those of everyone.</summary>
    internal static async Task<Results<Ok<Page<ApiKeyView>>, ProblemHttpResult>> List(
        int? limit, string? cursor, Caller caller, ApiKeyQueries queries, CancellationToken cancellation) =>
        PageRequest.Read(limit, cursor, out var errors) is { } page
            ? TypedResults.Ok(await queries.ListAsync(caller, page, cancellation))
            : Problems.Invalid(errors);

    /// <summary>Ends an API key at once.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> Revoke(
        long id, Caller caller, ApiKeyStore store, CancellationToken cancellation)
    {
        if (caller.KeyScope is ApiKeyScope.Read or ApiKeyScope.Write)
        {
            return Problems.Forbidden("forbidden", "Ending keys needs a sign-in, or a key with the scope manage.");
        }

        return await store.RevokeAsync(caller, new(id), cancellation)
            ? TypedResults.NoContent()
            : Problems.NotFound("API key", id);
    }
}
